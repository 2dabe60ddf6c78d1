/** The life of a certificate over HTTP: its endings, its renewal and change as cases, what time does to it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyPenalty } from '../../src/capabilities/licences/public.ts';
import { inTransaction } from '../../src/platform/database/in-transaction.ts';
import { verifyLedger } from '../../src/platform/ledger/verify-ledger.ts';
import { type Demonstration, startDemonstration } from '../support/demonstration.ts';
import { fileItem, grant, licenceFor, readLicence, takeOf } from './holders.ts';

let demonstration: Demonstration;

beforeAll(async () => {
  demonstration = await startDemonstration('2026-03-02T09:00:00+08:00');
});
afterAll(() => demonstration.close());

const read = (who: string, id: string) => readLicence(demonstration, who, id);
const take = (who: string, id: string, step: string, input?: object) =>
  takeOf(demonstration, who, id, step, input);
const listed = async (status: string) => {
  const keeper = await demonstration.as('certificates');
  const { body } = await keeper.get<{ items: { licenceId: string; status: string }[] }>(
    `/api/v1/licences?status=${status}&limit=200`,
  );
  return body.items;
};
const messages = async (who: string) => {
  const { body } = await (await demonstration.as(who)).get<{ items: { text: string }[] }>(
    '/api/v1/notifications',
  );
  return body.items.map(({ text }) => text);
};

const told = { ending: 'revoke', ground: 'unqualified', reasons: '经营场所不符合条件' };
const revoke = {
  ground: 'unqualified',
  decidedBy: 'own',
  reasons: '经营场所不符合条件',
  harmsPublic: false,
};

describe('a revocation', () => {
  it('is told, heard, decided by the head, and then said to everybody who asks', async () => {
    const { licenceId } = await licenceFor(demonstration);
    expect((await take('certificates', licenceId, 'propose-ending', told)).status).toBe(200);
    expect((await messages('company'))[0]).toContain('告知拟撤销');
    const early = await take('head', licenceId, 'revoke-licence', revoke);
    expect([early.status, early.body.code]).toEqual([409, 'ending/views-open']);
    expect((await take('company', licenceId, 'state-views', { views: '已经整改' })).status).toBe(200);
    const { status, body } = await take('head', licenceId, 'revoke-licence', revoke);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'revoked',
      statusLabel: '已撤销',
      registered: {
        state: 'revoked',
        inForce: false,
        since: '2026-03-02',
        why: '对不具备申请资格或者不符合法定条件的申请人作出准予决定',
        basis: [{ ref: '行政许可法 第六十九条第一款第（四）项' }],
      },
    });
    expect(body.letters.map(({ name, docNo }) => [name, docNo])).toEqual([
      ['拟撤销行政许可告知书', '明市监撤告〔2026〕1号'],
      ['撤销行政许可决定书', '明市监撤〔2026〕1号'],
    ]);
    expect((await messages('company'))[0]).toContain('撤销');
  });

  it('is written with a letter that says why, on what basis, and how to fight it', async () => {
    const { licenceId } = await licenceFor(demonstration);
    await take('certificates', licenceId, 'propose-ending', told);
    await take('company', licenceId, 'state-views', { views: '无' });
    const { body } = await take('head', licenceId, 'revoke-licence', revoke);
    const person = await demonstration.as('company');
    const letter = await person.get<string>(`/api/v1/licences/${licenceId}/letters/${body.letters[1]?.id}`);
    expect(letter.status).toBe(200);
    for (const text of [
      '撤销行政许可决定书',
      '示例餐饮有限公司：',
      '《行政许可法》第六十九条第一款第（四）项',
      '经营场所不符合条件',
      '申请行政复议',
      '可以依法要求赔偿',
    ]) {
      expect(letter.body).toContain(text);
    }
  });

  it('is nobody’s but the head’s; what is missing is told at its place; nothing of a refusal stays', async () => {
    const { licenceId } = await licenceFor(demonstration);
    for (const who of ['certificates', 'approver', 'clerk', 'company'])
      expect((await take(who, licenceId, 'revoke-licence', revoke)).body.code, who).toBe('step/forbidden');
    expect((await take('citizen', licenceId, 'revoke-licence', revoke)).status).toBe(404);
    const other = await take('certificates', licenceId, 'propose-ending', { ...told, ground: 'law-changed' });
    expect([other.status, other.body.errors[0]?.pointer]).toEqual([422, '/input/ground']);
    expect((await take('head', licenceId, 'suspend-licence', {})).body.code).toBe('step/forbidden');
    expect((await take('head', licenceId, 'no-such-step')).body.code).toBe('step/unknown');
    expect((await read('company', licenceId)).body.timeline).toHaveLength(1);
  });

  it('taken twice at once happens once; an old picture of the certificate is told', async () => {
    const { licenceId } = await licenceFor(demonstration);
    const answers = await Promise.all(
      ['certificates', 'head'].map((who) => take(who, licenceId, 'propose-ending', told)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const keeper = await demonstration.as('certificates');
    const stale = await keeper.post(`/api/v1/licences/${licenceId}/steps`, {
      step: 'propose-ending',
      input: told,
      version: 1,
    });
    expect([stale.status, stale.body.code]).toEqual([412, 'licence/stale-version']);
  });
});

describe('a penalty decision', () => {
  const decision = {
    decision: 'penalty/17',
    decisionDocNo: '明市监罚〔2026〕17号',
    by: { person: 'someone', capacity: 'post', role: 'enforcement', office: 'market-regulation' } as const,
  };

  it('suspends until its day, and the certificate comes back by itself', async () => {
    const { licenceId } = await licenceFor(demonstration);
    const { platform } = demonstration;
    await inTransaction(platform.pool, (client) =>
      applyPenalty(client, platform, licenceId, { kind: 'suspend', until: '2026-03-03' }, decision),
    );
    expect((await read('company', licenceId)).body.registered).toMatchObject({
      state: 'suspended',
      why: '行政处罚决定（明市监罚〔2026〕17号）',
    });
    await demonstration.moveTo('2026-03-04T09:00:00+08:00');
    expect((await read('company', licenceId)).body.registered).toMatchObject({
      state: 'valid',
      since: '2026-03-04',
    });
  });
});

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

describe('a renewal, 行政许可法 50', () => {
  const renewal = (licenceId: string) =>
    fileItem(demonstration, 'company', 'food-business-licence-renewal', { licenceId });

  it('granted, it is longer at once and has its new document when it is issued', async () => {
    const { licenceId } = await licenceFor(demonstration);
    const { body: before } = await read('company', licenceId);
    // Five years on no arrangement is published: fifteen and ninety working days by weekends and statutory days.
    expect(before).toMatchObject({
      validTo: '2031-03-03',
      clocks: [{ name: 'renewal-application', due: '2031-02-10', opensOn: '2030-10-22' }],
    });
    const filed = await renewal(licenceId);
    const { body: seen } = await (await demonstration.as('clerk')).get<{ warnings: { message: string }[] }>(
      `/api/v1/cases/${filed.body.caseNo}`,
    );
    expect(seen.warnings.map(({ message }) => message).join('')).toContain(
      '自2030年10月22日起才申请延续（依据未核验）',
    );
    expect(filed.body.clocks.find(({ name }) => name === 'renewal-decision')).toMatchObject({
      due: '2031-03-03',
    });
    await grant(demonstration, filed.body);
    expect((await read('company', licenceId)).body.validTo).toBe('2036-03-03');
    await (await demonstration.as('issuer')).take(filed.body.caseNo, 'issue');
    const { body: after } = await read('company', licenceId);
    expect(after).toMatchObject({ validTo: '2036-03-03', documentVersion: 2 });
    expect(after.timeline.map(({ label }) => label)).toEqual(['制证', '申请延续', '延续', '换发证照']);
  });

  it('reminded, applied for in time and not decided, it counts as granted; late, it does not', async () => {
    const timely = await licenceFor(demonstration);
    const late = await licenceFor(demonstration);
    const silent = await licenceFor(demonstration);
    await demonstration.moveTo('2031-01-06T09:00:00+08:00');
    expect((await messages('company')).filter((text) => text.includes('届满'))).not.toEqual([]);
    const filed = await renewal(timely.licenceId);
    expect(filed.status, JSON.stringify(filed.body)).toBe(201);
    await demonstration.moveTo('2031-02-20T09:00:00+08:00');
    const lateFiled = await renewal(late.licenceId);
    expect(lateFiled.body.clocks.map(({ name }) => name)).not.toContain('renewal-decision');
    await demonstration.moveTo('2031-03-05T09:00:00+08:00');

    const company = await demonstration.as('company');
    const { body: deemed } = await company.get(`/api/v1/cases/${filed.body.caseNo}`);
    expect(deemed.status).toBe('granted');
    expect(deemed.timeline.at(-1)).toMatchObject({
      step: 'deem-renewed',
      actor: '系统',
      basis: [{ ref: '行政许可法 第五十条第二款' }],
    });
    expect((await read('company', timely.licenceId)).body).toMatchObject({
      validTo: '2036-03-03',
      registered: { state: 'valid' },
    });
    expect((await (await demonstration.as('issuer')).take(filed.body.caseNo, 'issue')).status).toBe(200);
    expect((await read('company', late.licenceId)).body.registered.state).toBe('expired');
    const expired = await listed('expired');
    expect(expired.map(({ licenceId }) => licenceId)).toContain(late.licenceId);
    expect(new Set(expired.map(({ status }) => status))).toEqual(new Set(['expired']));
    expect((await listed('valid')).map(({ licenceId }) => licenceId)).not.toContain(late.licenceId);
    expect(await listed('not-yet-valid')).toEqual([]);
    expect((await renewal(silent.licenceId)).body.errors?.[0]).toMatchObject({
      pointer: '/licenceId',
      code: 'licence/not-in-force',
    });
  });

  it('everything that happened stands in an unbroken ledger', async () => {
    const { faults, facts } = await verifyLedger(demonstration.platform.pool);
    expect(faults).toEqual([]);
    expect(facts).toBeGreaterThan(100);
  });
});

describe('a revocation of what was got by deceit, 行政许可法 79', () => {
  const fraud = { ...told, ground: 'fraud', reasons: '提供伪造的租赁合同' };
  const holder = { kind: 'natural-person', idType: 'passport', name: '试验人', phone: '13800000000' };

  /** A licence of the applicant's own, revoked; what happens to her next application for it. */
  async function afterRevocation(idNumber: string, concernsSafety: boolean) {
    const applicant = { ...holder, idNumber };
    const { licenceId } = await licenceFor(demonstration, 'company', 'food-business-licence', { applicant });
    expect((await take('certificates', licenceId, 'propose-ending', { ...fraud, termDays: 3 })).status).toBe(
      200,
    );
    const inTime = { ...revoke, ground: 'fraud', concernsSafety };
    return { applicant, licenceId, decide: () => take('head', licenceId, 'revoke-licence', inTime) };
  }

  const apply = async (applicant: object, itemId = 'food-business-licence') => {
    const { body } = await fileItem(demonstration, 'company', itemId, { applicant });
    const clerk = await demonstration.as('clerk');
    const seen = await clerk.get<{ warnings: { message: string }[] }>(`/api/v1/cases/${body.caseNo}`);
    const words = seen.body.warnings.map(({ message }) => message).join('');
    return { words, accepted: await clerk.take(body.caseNo, 'accept') };
  };

  it('bars its holder from that licence for three years where safety is at stake, and shows it to staff', async () => {
    await demonstration.moveTo('2032-03-01T09:00:00+08:00');
    const harmful = await afterRevocation('F10000001', true);
    const harmless = await afterRevocation('F10000002', false);
    await demonstration.moveTo('2032-03-08T09:00:00+08:00');
    for (const { decide } of [harmful, harmless]) expect((await decide()).status).toBe(200);

    const barred = await apply(harmful.applicant);
    expect(barred.words).toContain('至2035年3月8日（含当日）不得再次申请（行政许可法第七十九条）');
    expect(barred.accepted).toMatchObject({ status: 409, body: { code: 'applicant/barred' } });
    expect((await apply(harmful.applicant, 'prepackaged-food-filing')).accepted.status).toBe(200);

    const free = await apply(harmless.applicant);
    expect(free.words).toContain('请仔细核对材料（行政许可法第七十九条）');
    expect(free.accepted.status).toBe(200);
    expect((await apply({ ...holder, idNumber: 'F10000003' })).words).toBe('');
  });
});
