/** Seals through the program: applied for, made, used, stopped; over HTTP and by the capability's door. */
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createSeals,
  type SealListItem,
  type SealUseEntry,
  type SealView,
} from '../../src/capabilities/seals/public.ts';
import { unsealedFiles } from '../../src/kernel/ofd/sealed-document.fixture.ts';
import { palettePng } from '../../src/kernel/page/palette-png.ts';
import type { FactActor } from '../../src/kernel/procedure/fact.ts';
import { readSeal } from '../../src/kernel/seals/read-seal.ts';
import { pictureOf } from '../../src/kernel/seals/seal-picture.ts';
import { readCertificate, readCertificates } from '../../src/kernel/x509/read-certificate.ts';
import { verifyLedger } from '../../src/platform/ledger/verify-ledger.ts';
import { faces } from '../../src/platform/printing/faces.ts';
import {
  type Answer,
  type Demonstration,
  type Problem,
  startDemonstration,
} from '../support/demonstration.ts';

let demonstration: Demonstration;
beforeAll(async () => {
  demonstration = await startDemonstration('2026-03-02T09:00:00+08:00');
});
afterAll(() => demonstration.close());

type Body = SealView & Problem;

const application = {
  kind: 'official',
  authority: 'fire',
  office: 'fire',
  users: [{ role: 'issuer', office: 'hall' }],
  automatic: false,
  reason: '启用电子印章',
};
const apply = async (who: string, more: object = {}): Promise<Answer<Body>> =>
  (await demonstration.as(who)).post('/api/v1/seals', { ...application, ...more });
const step = async (who: string, sealId: string, name: string, input: object = {}, more: object = {}) =>
  (await demonstration.as(who)).post<Body>(`/api/v1/seals/${sealId}/steps`, { step: name, input, ...more });
const read = async (who: string, path: string) =>
  (await demonstration.as(who)).get<Body>(`/api/v1/seals${path}`);

async function upload(content: Uint8Array): Promise<string> {
  const { headers } = await demonstration.as('certificates');
  const head = '--edge\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\n\r\n';
  const answer = await demonstration.app.inject({
    method: 'POST',
    url: '/api/v1/documents',
    headers: { ...headers, 'content-type': 'multipart/form-data; boundary=edge' },
    payload: Buffer.concat([Buffer.from(head), content, Buffer.from('\r\n--edge--\r\n')]),
  });
  return answer.json().id;
}

async function inUse(more: object = {}): Promise<string> {
  const { body } = await apply('certificates', more);
  await step('sealer', body.sealId, 'make-seal', { years: 3 });
  const { status } = await step('sealer', body.sealId, 'put-seal-into-use');
  if (status !== 200) throw new Error('the seal is not in use');
  return body.sealId;
}

const issuer: FactActor = { person: 'person-1', capacity: 'post', role: 'issuer', office: 'hall' };
const stamps = [{ page: 1, x: 120, y: 200, width: 42, height: 42 }];

async function use(sealId: string, more: object = {}) {
  const seals = createSeals(demonstration.platform);
  const seal = { id: sealId, name: '', kind: 'official' as const, authority: 'fire', width: 42, height: 42 };
  return seals.useSeal({
    seal,
    files: unsealedFiles(),
    stamps,
    purpose: 'certificate',
    actor: issuer,
    subject: { type: 'licence', id: 'abc' },
    caseNo: 'MC20260302-000001-A',
    ...more,
  });
}
const refusalOf = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: Problem) => error.code,
  );

describe('a seal', () => {
  it('is applied for by one, made and put into use by another', async () => {
    const applied = await apply('certificates');
    expect(applied.status).toBe(201);
    expect(applied.body).toMatchObject({
      sealId: expect.stringMatching(/^350199\d{8}$/),
      name: '明川经济开发区消防救援大队',
      status: 'applied',
      version: 1,
      users: application.users,
    });
    const { sealId } = applied.body;
    const made = await step('sealer', sealId, 'make-seal', { years: 3 });
    expect(made.body).toMatchObject({ status: 'made', validTo: expect.stringMatching(/^2029-03-02T01:/) });
    expect(made.body.nextSteps.map(({ step: name }) => name)).toContain('put-seal-into-use');
    expect(made.body.notNow.find(({ step: name }) => name === 'stop-seal')?.why).toContain('使用中');
    const used = await step('sealer', sealId, 'put-seal-into-use', {}, { version: 2 });
    expect(used.body).toMatchObject({ status: 'in-use', version: 3 });
    expect(used.body.timeline.map(({ label, actor }) => [label, actor])).toEqual([
      ['申请制作印章', '证照示例'],
      ['制作印章', '印章示例'],
      ['启用印章', '印章示例'],
    ]);
    expect(used.body.timeline.every(({ note }) => note.endsWith('。'))).toBe(true);
  });

  it('is a seal of GB/T 38540, made by the maker and bound to its signer', async () => {
    const sealId = await inUse();
    const { app } = demonstration;
    const { headers } = await demonstration.as('sealer');
    const file = await app.inject({ url: `/api/v1/seals/${sealId}/file`, headers });
    const seal = readSeal(file.rawPayload);
    expect(seal).toMatchObject({
      version: 4,
      esId: sealId,
      name: '明川经济开发区消防救援大队',
      derFaults: [],
    });
    expect(seal.picture).toMatchObject({ type: 'PNG', width: 42, height: 42 });
    expect(readCertificate(seal.maker.certificate).subject.commonName).toBe('明窗演示制章中心');
    const picture = await app.inject({ url: `/api/v1/seals/${sealId}/picture`, headers });
    expect(picture.headers['content-type']).toBe('image/png');
    expect(Buffer.compare(picture.rawPayload, seal.picture.data)).toBe(0);
    const trusted = await app.inject('/api/v1/seal-certificates');
    expect(readCertificates(trusted.rawPayload).map(({ subject }) => subject.commonName)).toEqual([
      '明窗演示签发机构',
      '明窗演示根证书',
    ]);
  });

  it('is not made by who applied for it, nor by who does not keep seals', async () => {
    const { body } = await apply('sealer');
    expect((await step('sealer', body.sealId, 'make-seal', { years: 1 })).body.code).toBe(
      'seal/own-application',
    );
    expect((await step('head-fire', body.sealId, 'make-seal', { years: 1 })).body.code).toBe(
      'seal/forbidden',
    );
    expect((await step('issuer', body.sealId, 'make-seal', { years: 1 })).body.code).toBe('access/forbidden');
  });

  it.each([
    ['an authority that does not exist', { authority: 'nothing' }, '/authority'],
    ['an office of another authority', { office: 'health' }, '/office'],
    ['nobody who may use it', { users: [] }, '/users'],
    ['a user at no office', { users: [{ role: 'issuer', office: 'nothing' }] }, '/users/0/office'],
    ['a name that the font lacks', { name: '明川𠮷局' }, '/name'],
    [
      'transfers for a seal that is no approval seal',
      {
        transfers: [
          { authority: 'health', docNo: '明管〔2026〕1号', title: '关于划转的通知', from: '2026-01-01' },
        ],
      },
      '/transfers',
    ],
    ['a picture that is not there', { pictureDocumentId: 'nothing' }, '/pictureDocumentId'],
    ['an unknown kind', { kind: 'square' }, '/kind'],
  ])('is not applied for with %s', async (_what, more, pointer) => {
    const { status, body } = await apply('certificates', more);
    expect(status).toBe(422);
    expect(body.errors.map((error) => error.pointer)).toContain(pointer);
  });

  it('of another office is not applied for by a head', async () => {
    expect((await apply('head')).body.code).toBe('seal/forbidden');
    expect((await apply('head-fire')).status).toBe(201);
  });

  it('answers stale pictures, unknown steps, wrong input and unknown seals in their order', async () => {
    const { body } = await apply('certificates');
    const { sealId } = body;
    expect((await step('sealer', sealId, 'fly')).body.code).toBe('step/unknown');
    const wrong = await step('sealer', sealId, 'make-seal', { years: 50 });
    expect([wrong.status, wrong.body.errors[0]?.pointer]).toEqual([422, '/input/years']);
    expect((await step('sealer', sealId, 'make-seal', { years: 1 }, { version: 7 })).status).toBe(412);
    expect((await step('sealer', sealId, 'stop-seal', { ground: 'other' })).body.code).toBe(
      'step/not-from-here',
    );
    expect((await read('sealer', '/35019999999999')).status).toBe(404);
    expect((await read('company', `/${sealId}`)).status).toBe(404);
    const transfer = {
      authority: 'nothing',
      docNo: '明管〔2026〕1号',
      title: '关于划转的通知',
      from: '2026-01-01',
    };
    expect((await step('sealer', sealId, 'record-transfer', transfer)).body.errors[0]?.pointer).toBe(
      '/input/authority',
    );
  });

  it('is made once under one key, and never twice at the same time', async () => {
    const { body } = await apply('certificates');
    const sealer = await demonstration.as('sealer');
    const call = (key: string) =>
      sealer.post<Body>(
        `/api/v1/seals/${body.sealId}/steps`,
        { step: 'make-seal', input: { years: 2 } },
        { 'idempotency-key': key },
      );
    const answers = await Promise.all([call('a'), call('b')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    const winner = answers[0]?.status === 200 ? 'a' : 'b';
    const again = await call(winner);
    expect(again).toEqual(answers.find(({ status }) => status === 200));
  });

  it('may bring its own picture, a square PNG; another is refused in words', async () => {
    const drawn = pictureOf(faces, { name: '手绘印章', number: '1' });
    if ('refusal' in drawn) throw new Error(drawn.refusal);
    const brought = await upload(drawn.png);
    const applied = await apply('certificates', { pictureDocumentId: brought });
    expect(applied.status).toBe(201);
    const { headers } = await demonstration.as('certificates');
    const picture = await demonstration.app.inject({
      url: `/api/v1/seals/${applied.body.sealId}/picture`,
      headers,
    });
    expect(Buffer.compare(picture.rawPayload, drawn.png)).toBe(0);
    const flat = palettePng({ width: 400, height: 300, values: new Uint8Array(400 * 300) }, [200, 0, 0]);
    const refused = await apply('certificates', { pictureDocumentId: await upload(flat) });
    expect(refused.body.errors).toMatchObject([
      { pointer: '/pictureDocumentId', message: expect.stringContaining('相等') },
    ]);
  });

  it('drawn beforehand is shown as a picture, or not in words', async () => {
    const { headers } = await demonstration.as('certificates');
    const preview = (name: string) =>
      demonstration.app.inject({
        url: `/api/v1/seal-pictures?kind=approval&name=${encodeURIComponent(name)}`,
        headers,
      });
    expect((await preview('示例管理委员会')).headers['content-type']).toBe('image/png');
    expect((await preview('𠮷')).json()).toMatchObject({
      status: 422,
      errors: [{ in: 'query', pointer: '/name' }],
    });
  });
});

describe('the use of a seal', () => {
  it('seals the document, and writes its fact with whatever it is for', async () => {
    const sealId = await inUse();
    const sealed = await use(sealId);
    const seals = createSeals(demonstration.platform);
    const verified = await seals.verifyFile(sealed.content);
    expect(verified.steps.map(({ name, outcome }) => [name, outcome])).toEqual(
      verified.steps.map(({ name }) => [name, 'ok']),
    );
    expect(verified.standings).toEqual([
      { sealId, status: 'in-use', statusLabel: '使用中', since: '2026-03-02' },
    ]);
    const before = await read('sealer', `/${sealId}/uses`);
    expect(before.body).toMatchObject({ items: [] });
    await sealed.write(demonstration.owner);
    const { body } = await (await demonstration.as('auditor')).get<{ items: SealUseEntry[] }>(
      `/api/v1/seals/${sealId}/uses`,
    );
    expect(body.items).toMatchObject([
      {
        useId: sealed.useId,
        documentSm3: sealed.sm3,
        purposeLabel: '证照',
        caseNo: 'MC20260302-000001-A',
        role: 'issuer',
      },
    ]);
    const { rows } = await demonstration.owner.query(
      `select kind, data, actor from ledger.fact where subject_type = 'seal-use' and subject_id = $1`,
      [sealed.useId],
    );
    expect(rows).toMatchObject([
      {
        kind: 'seal-used',
        data: { seal: sealId, documentSm3: sealed.sm3, subjectType: 'licence' },
        actor: issuer,
      },
    ]);
  });

  it('is refused to who is not named, for what it is not, and when it is not in use', async () => {
    const sealId = await inUse({ kind: 'certificate' });
    expect(await refusalOf(use(sealId, { actor: { ...issuer, role: 'clerk' } }))).toBe('seal/not-yours');
    expect(await refusalOf(use(sealId, { actor: { person: 'system', capacity: 'system' } }))).toBe(
      'seal/not-yours',
    );
    expect(await refusalOf(use(sealId, { purpose: 'letter' }))).toBe('seal/wrong-purpose');
    await step('head-fire', sealId, 'stop-seal', { ground: 'key-in-doubt' });
    expect(await refusalOf(use(sealId))).toBe('seal/not-in-use');
    await step('sealer', sealId, 'restore-seal');
    const sealed = await use(sealId);
    await step('sealer', sealId, 'annul-seal', { ground: 'key-lost' });
    // Signed before, and not written: what was signed is worth nothing.
    expect(await refusalOf(sealed.write(demonstration.owner))).toBe('seal/not-in-use');
    const standing = (await createSeals(demonstration.platform).verifyFile(sealed.content)).standings;
    expect(standing).toMatchObject([{ status: 'annulled', since: '2026-03-02' }]);
  });

  it('leaves no fact when its transaction fails', async () => {
    const sealId = await inUse();
    const sealed = await use(sealId);
    const client = await demonstration.owner.connect();
    await client.query('begin');
    await sealed.write(client);
    await client.query('rollback');
    client.release();
    expect((await read('sealer', `/${sealId}/uses`)).body).toMatchObject({ items: [] });
    const { rows } = await demonstration.owner.query(`select from ledger.fact where subject_id = $1`, [
      sealed.useId,
    ]);
    expect(rows).toEqual([]);
  });

  it('never shows its key: not in the database, not in the answers', async () => {
    const { rows } = await demonstration.owner.query(`select * from seals.seal`);
    expect(JSON.stringify(rows)).not.toMatch(/PRIVATE|privateKey/);
    expect(Object.keys(rows[0])).not.toContain('private_key');
  });
});

describe('which seal an authority’s document bears', () => {
  const sealFor = (authority: string, purpose: 'certificate' | 'letter' = 'letter') =>
    createSeals(demonstration.platform).sealFor(authority, purpose);

  it('is its own in a demonstration, without anybody having asked', async () => {
    expect(await sealFor('market-regulation')).toMatchObject({
      name: '明川经济开发区市场监督管理局',
      kind: 'official',
      authority: 'market-regulation',
      width: 42,
    });
  });

  it('is the committee’s approval seal where a document transferred the powers', async () => {
    expect(await sealFor('civil-affairs')).toMatchObject({ kind: 'approval', authority: 'administration' });
    const { body } = await read('auditor', `/${(await sealFor('civil-affairs')).id}`);
    expect(body.transfers).toContainEqual({
      authority: { id: 'civil-affairs', name: '明川经济开发区民政局' },
      docNo: '明管〔2025〕8号',
      title: '关于集中行使部分行政许可权的通知',
      from: '2025-03-01',
      to: null,
      endDocNo: null,
    });
  });

  it('is one for certificates before the authority’s general one, and the other after that was annulled', async () => {
    const special = await inUse({ kind: 'certificate', authority: 'health', office: 'health' });
    expect((await sealFor('health', 'certificate')).id).toBe(special);
    expect((await sealFor('health', 'letter')).kind).toBe('official');
    await step('sealer', special, 'annul-seal', { ground: 'replaced' });
    expect((await sealFor('health', 'certificate')).kind).toBe('official');
  });

  it('is the approval seal, by the document, even where the authority has a seal for certificates', async () => {
    // A demonstration's seal is made when it is first asked for.
    await sealFor('transport');
    await inUse({ kind: 'certificate', authority: 'transport', office: 'transport' });
    expect(await sealFor('transport', 'certificate')).toMatchObject({ kind: 'approval' });
  });

  it('is none for who has none', async () => {
    expect(await refusalOf(sealFor('nothing'))).toBe('seal/none');
  });

  it('all are listed, page by page; and the ledger is whole', async () => {
    for (const authority of ['civil-affairs', 'administration', 'market-regulation', 'health']) {
      await sealFor(authority);
    }
    const keeper = await demonstration.as('sealer');
    type List = { items: SealListItem[]; next: string | null };
    const all = await keeper.get<List>('/api/v1/seals');
    expect(all.body.items.length).toBeGreaterThanOrEqual(4);
    const first = await keeper.get<List>('/api/v1/seals?limit=2');
    const second = await keeper.get<List>(`/api/v1/seals?limit=2&cursor=${first.body.next}`);
    expect([...first.body.items, ...second.body.items]).toEqual(all.body.items.slice(0, 4));
    const of = await keeper.get<List>('/api/v1/seals?authority=administration');
    expect(of.body.items.map(({ kind }) => kind).toSorted()).toEqual(['approval', 'official']);
    expect((await verifyLedger(demonstration.platform.pool)).faults).toEqual([]);
  });
});

it('who comes while a demonstration’s seal is being made waits for it', async () => {
  const { platform } = demonstration;
  const seals = createSeals(platform);
  const first = seals.sealFor('emergency', 'certificate');
  const begun = async () => {
    const { rowCount } = await platform.pool.query(`select from seals.seal where authority = 'emergency'`);
    return rowCount;
  };
  while (!(await begun())) await setImmediate();
  const second = await seals.sealFor('emergency', 'certificate');
  expect(second).toEqual(await first);
});
