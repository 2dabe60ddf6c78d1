import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Served, serve } from '../../../test/access/serve.ts';
import { passwordFaults } from '../../platform/access/passwords.ts';
import { demonstrationOrganisation } from './demonstration-organisation.ts';
import { createOrganisation, importOrganisation, organisation, readOrganisationFile } from './public.ts';

const { offices } = demonstrationOrganisation;

let served: Served;
beforeAll(async () => {
  served = await serve();
});
afterAll(() => served.close());

test('anybody may read the offices, each with a way to reach it', async () => {
  const answer = await served.app.inject({ method: 'GET', url: '/api/v1/offices' });
  const { items, next } = answer.json();
  expect(next).toBeNull();
  expect(items).toHaveLength(offices.length);
  expect(items[0]).toEqual({
    id: 'hall',
    name: '明川经济开发区政务服务中心',
    kind: 'hall',
    authority: 'administration',
    authorityName: '明川经济开发区管理委员会',
    address: '明川市明川经济开发区窗明路 1 号政务服务中心',
    phone: '0591-00001000',
    hours: '周一至周五（法定节假日除外）9:00–12:00，13:30–17:30',
    windows: [{ id: 'Z01', name: '综合受理窗口', place: '一层 Z01' }],
  });
});

test('offices come in pages, and following the cursor gives each once', async () => {
  const seen: string[] = [];
  const read = async (cursor: string): Promise<void> => {
    const answer = await served.app.inject({ method: 'GET', url: `/api/v1/offices?limit=7${cursor}` });
    const { items, next } = answer.json();
    seen.push(...items.map(({ id }: { id: string }) => id));
    if (next !== null) await read(`&cursor=${next}`);
  };
  await read('');
  expect(seen).toEqual(offices.map(({ id }) => id));
});

test('seeding again changes nothing', async () => {
  const before = await counts();
  await organisation.seed?.(served.platform);
  expect(await counts()).toEqual(before);
});

test('a production installation is given no offices and no accounts with a published password', async () => {
  const empty = { ...served.platform, jurisdiction: 'elsewhere' };
  await organisation.seed?.({ ...empty, config: { ...empty.config, mode: 'production' } });
  const { rows } = await served.pool.query(
    `SELECT count(*) AS count FROM organisation.jurisdiction WHERE id = 'elsewhere'`,
  );
  expect(rows[0].count).toBe(0);
});

test('the directory knows offices, authorities and who holds which post', async () => {
  const directory = await createOrganisation(served.platform).directory();
  const [reviewer] = [...directory.personNames].find(([, name]) => name === '审查示例一') ?? [];
  expect(directory.postsOf(reviewer ?? '')).toEqual([{ role: 'reviewer', office: 'market-regulation' }]);
  expect(directory.authorities.get('planning')?.name).toBe('明川市自然资源和规划局');
  expect(directory.jurisdiction).toEqual({ id: 'mingchuan', name: '明川经济开发区', divisionCode: '350199' });
  expect([...directory.personNames.values()]).not.toContain('张示例');
});

test('a post that has ended gives nothing, but its holder keeps the name in old records', async () => {
  await served.pool.query(`UPDATE access.post SET valid_to = '2024-12-31' WHERE role = 'appraisal'`);
  const directory = await createOrganisation(served.platform).directory();
  const [person] = [...directory.personNames].find(([, name]) => name === '考核示例') ?? [];
  expect(directory.postsOf(person ?? 'gone')).toEqual([]);
  const { authorization } = await served.signIn('appraisal');
  const headers = { authorization };
  const who = await served.app.inject({ method: 'GET', url: '/api/v1/sessions/current', headers });
  expect(who.json().actor.posts).toEqual([]);
});

test('the organisation of the demonstration is one that could be imported', () => {
  const file = { ...demonstrationOrganisation, staff: [] };
  expect(readOrganisationFile(JSON.stringify(file))).toEqual({ data: file });
});

test('a file with contradictions is refused with their places', () => {
  const [first, ...others] = offices;
  if (!first) throw new Error('no office');
  const from = '2020-01-01';
  const powers = [
    { authority: 'nobody', basis: '委托', from },
    { authority: 'administration', basis: '委托', from: '2021-01-01' },
  ];
  const file = {
    ...demonstrationOrganisation,
    authorities: demonstrationOrganisation.authorities.map((authority) => ({
      ...authority,
      creditCode: '1'.repeat(18),
    })),
    offices: [{ ...first, powers }, ...others, first],
    staff: [{ username: 'lin', name: '林示例', posts: [{ role: 'clerk', office: 'nowhere' }] }],
  };
  const reading = readOrganisationFile(JSON.stringify(file));
  const pointers = 'findings' in reading ? reading.findings.map(({ pointer }) => pointer) : [];
  expect(pointers).toEqual(
    expect.arrayContaining([
      '/authorities/0/creditCode',
      '/offices/0/powers/0/authority',
      '/offices/0/powers',
      `/offices/${offices.length}`,
      '/staff/0/posts/0/office',
    ]),
  );
  expect(readOrganisationFile('{')).toEqual({ findings: [{ pointer: '', message: '不是合法的 JSON' }] });
  expect(readOrganisationFile('{}')).toMatchObject({ findings: [{ pointer: '/jurisdiction' }, {}, {}, {}] });
});

test.each([
  ['that does not exist', { fire: 'nowhere' }, '没有编号为“nowhere”的部门'],
  ['that is followed by it', { fire: 'health', health: 'fire' }, '承接部门互相承接，没有一个部门继续办理'],
])('an office is not followed by one %s', (_what, followers: Record<string, string>, message) => {
  const followed = offices.map((office) => {
    const successor = followers[office.id];
    return successor === undefined
      ? office
      : { ...office, successor: { office: successor, basis: '机构改革', from: '2026-01-01' } };
  });
  const reading = readOrganisationFile(
    JSON.stringify({ ...demonstrationOrganisation, offices: followed, staff: [] }),
  );
  const at = offices.findIndex(({ id }) => id === 'fire');
  expect(reading).toMatchObject({
    findings: expect.arrayContaining([{ pointer: `/offices/${at}/successor/office`, message }]),
  });
});

test('an import makes accounts with passwords of their own, and later moves people between posts', async () => {
  const fileWith = (role: 'clerk' | 'reviewer', office: string) => ({
    ...demonstrationOrganisation,
    staff: [{ username: 'lin.shili', name: '林示例', posts: [{ role, office }] }],
  });
  const [made] = await importOrganisation(served.platform, fileWith('clerk', 'hall'));
  expect(made?.username).toBe('lin.shili');
  expect(passwordFaults(made?.password ?? '', 'lin.shili')).toEqual([]);
  expect(await importOrganisation(served.platform, fileWith('reviewer', 'fire'))).toEqual([]);
  const answer = await served.app.inject({ method: 'POST', url: '/api/v1/sessions', payload: made });
  expect(answer.json().actor.posts).toContainEqual({ role: 'reviewer', office: 'fire' });
  const { rows } = await served.pool.query(
    `SELECT role, valid_to IS NULL AS held FROM access.post
     JOIN access.person ON person.id = post.person WHERE name = '林示例' ORDER BY role`,
  );
  expect(rows).toEqual([
    { role: 'clerk', held: false },
    { role: 'reviewer', held: true },
  ]);
});

async function counts() {
  const { rows } = await served.pool.query(
    `SELECT (SELECT count(*) FROM organisation.office) AS offices, (SELECT count(*) FROM access.account) AS accounts,
            (SELECT count(*) FROM access.post) AS posts, (SELECT count(*) FROM organisation.service_window) AS windows`,
  );
  return rows[0];
}
