/** A certificate that is changed, and one that is taken instead of a material, over HTTP. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyLedger } from '../../src/platform/ledger/verify-ledger.ts';
import { type Demonstration, startDemonstration } from '../support/demonstration.ts';
import { fileItem, grant, licenceFor, readLicence, takeOf } from './holders.ts';

let demonstration: Demonstration;

beforeAll(async () => {
  demonstration = await startDemonstration('2026-03-02T09:00:00+08:00');
});
afterAll(async () => {
  expect((await verifyLedger(demonstration.platform.pool)).faults).toEqual([]);
  await demonstration.close();
});

const read = (who: string, id: string) => readLicence(demonstration, who, id);
const take = (who: string, id: string, step: string, input?: object) =>
  takeOf(demonstration, who, id, step, input);

describe('a change, 行政许可法 49', () => {
  it('is a case of its own and ends in a new document of the same certificate', async () => {
    const { licenceId, caseNo: origin } = await licenceFor(demonstration);
    const before = (await read('company', licenceId)).body;
    const filed = await fileItem(demonstration, 'company', 'food-business-licence-change', { licenceId });
    expect(filed.status, JSON.stringify(filed.body)).toBe(201);
    await grant(demonstration, filed.body);
    const { status, body } = await (await demonstration.as('issuer')).take(filed.body.caseNo, 'issue');
    expect([status, body.licences]).toEqual([200, [licenceId]]);
    const after = (await read('company', licenceId)).body;
    expect(after.number).toBe(before.number);
    expect(after.identifier).not.toBe(before.identifier);
    expect(after.identifier.split('.').slice(0, 8)).toEqual(before.identifier.split('.').slice(0, 8));
    expect(after.identifier.split('.')[8]).toBe('002');
    expect(after.fields).toContainEqual({ title: '经营场所名称', value: '示例小馆（新店）' });
    expect(after.fields).toContainEqual({ title: '经营场所', value: '明川经济开发区示范路18号' });
    expect(after.checks.every(({ ok }) => ok)).toBe(true);
    expect(after.timeline.map(({ label }) => label)).toEqual(['制证', '申请变更', '变更']);
    expect(origin).not.toBe(filed.body.caseNo);
  });

  it('needs a certificate of the right kind, in force, the applicant’s own, and one case at a time', async () => {
    const file = (more: object, who = 'company') =>
      fileItem(demonstration, who, 'food-business-licence-change', more);
    const codeOf = async (more: object, who?: string) => {
      const { status, body } = await file(more, who);
      return [status, body.errors?.[0]?.pointer, body.errors?.[0]?.code];
    };
    const { licenceId } = await licenceFor(demonstration);
    const other = await licenceFor(demonstration, 'company', 'business-licence-reissue');
    expect(await codeOf({})).toEqual([422, '/licenceId', 'licence/missing']);
    expect(await codeOf({ licenceId: 'nonsense' })).toEqual([422, '/licenceId', 'licence/unknown']);
    expect(await codeOf({ licenceId: other.licenceId })).toEqual([422, '/licenceId', 'licence/other-type']);
    expect(await codeOf({ licenceId }, 'citizen')).toEqual([422, '/licenceId', 'licence/unknown']);
    expect((await file({ licenceId })).status).toBe(201);
    expect(await codeOf({ licenceId })).toEqual([422, '/licenceId', 'licence/under-way']);
    const plain = await fileItem(demonstration, 'company', 'food-business-licence', { licenceId });
    expect(plain.body.errors?.[0]).toMatchObject({ pointer: '/licenceId', code: 'licence/not-wanted' });
  });
});

describe('instead of a material', () => {
  it('a certificate from the wallet is noted in its own stream, with case, purpose and consent', async () => {
    const licence = await licenceFor(demonstration);
    const business = await licenceFor(demonstration, 'company', 'business-licence-reissue');
    const materials = [
      { materialCode: 'current-licence', licenceId: licence.licenceId },
      { materialCode: 'business-licence', licenceId: business.licenceId },
    ];
    const { status, body } = await fileItem(demonstration, 'company', 'food-business-licence-change', {
      licenceId: licence.licenceId,
      materials,
    });
    expect(status, JSON.stringify(body)).toBe(201);
    expect(body.materials.map(({ materialCode, licenceId }) => [materialCode, licenceId])).toContainEqual([
      'business-licence',
      business.licenceId,
    ]);
    const { timeline } = (await read('company', business.licenceId)).body;
    expect(timeline.at(-1)).toMatchObject({
      step: 'use-licence',
      note: '办理“食品经营许可变更”，代替材料“营业执照”，持证人自己选用。',
      basis: [{ ref: '国务院关于在线政务服务的若干规定 第十一条' }],
    });
  });

  it('a wrong, a foreign, an ended or an altered one is refused at its place, and nothing is filed', async () => {
    const { licenceId } = await licenceFor(demonstration);
    const business = await licenceFor(demonstration, 'company', 'business-licence-reissue');
    const attempt = async (who: string, materialCode: string, named: string) => {
      const { status, body } = await fileItem(demonstration, who, 'food-business-licence-change', {
        licenceId,
        materials: [{ materialCode, licenceId: named }],
      });
      const error = body.errors?.find(({ pointer }) => pointer === '/materials/0/licenceId');
      return [status, error?.code];
    };
    expect(await attempt('company', 'business-licence', licenceId)).toEqual([422, 'licence/other-type']);
    expect(await attempt('clerk', 'business-licence', business.licenceId)).toEqual([422, 'licence/unknown']);
    await demonstration.owner.query(
      `update licences.licence set data = jsonb_set(data, '{number}', '"JY1"') where id = $1`,
      [business.licenceId],
    );
    expect(await attempt('company', 'business-licence', business.licenceId)).toEqual([
      422,
      'licence/altered',
    ]);
    const gone = await licenceFor(demonstration, 'company', 'business-licence-reissue');
    const cancelled = await take('certificates', gone.licenceId, 'cancel-licence', {
      ground: 'organization-ended',
      reasons: '依法终止',
      legalBasis: '市场主体登记管理条例 第三十一条',
    });
    expect(cancelled.status, JSON.stringify(cancelled.body)).toBe(200);
    expect(await attempt('company', 'business-licence', gone.licenceId)).toEqual([
      422,
      'licence/not-in-force',
    ]);
  });

  it('named in a draft it is looked at and noted when the draft is sent', async () => {
    const { licenceId } = await licenceFor(demonstration);
    const business = await licenceFor(demonstration, 'company', 'business-licence-reissue');
    const draft = await fileItem(demonstration, 'company', 'food-business-licence-change', {
      draft: true,
      licenceId,
      materials: [{ materialCode: 'business-licence', licenceId: business.licenceId }],
    });
    expect(draft.status, JSON.stringify(draft.body)).toBe(201);
    expect((await read('company', business.licenceId)).body.timeline).toHaveLength(1);
    const sent = await (await demonstration.as('company')).take(draft.body.caseNo, 'submit');
    expect(sent.status, JSON.stringify(sent.body)).toBe(200);
    expect((await read('company', business.licenceId)).body.timeline.at(-1)?.step).toBe('use-licence');
    expect((await read('company', licenceId)).body.timeline.at(-1)?.step).toBe('receive-application');
  });

  it('used by ten cases at once it has ten notes and no gap', async () => {
    const { licenceId } = await licenceFor(demonstration);
    const business = await licenceFor(demonstration, 'company', 'business-licence-reissue');
    const more = {
      licenceId,
      materials: [{ materialCode: 'business-licence', licenceId: business.licenceId }],
    };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        fileItem(demonstration, 'company', 'food-business-licence-change', more),
      ),
    );
    const filed = answers.filter(({ status }) => status === 201).length;
    const { timeline } = (await read('company', business.licenceId)).body;
    expect(timeline.filter(({ step }) => step === 'use-licence')).toHaveLength(filed);
    expect(filed).toBeGreaterThan(0);
  });
});
