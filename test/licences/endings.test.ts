/** How a certificate ends or rests, over HTTP: revoked, revoked for deceit, suspended by a penalty. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyPenalty } from '../../src/capabilities/licences/public.ts';
import { inTransaction } from '../../src/platform/database/in-transaction.ts';
import { verifyLedger } from '../../src/platform/ledger/verify-ledger.ts';
import { type Demonstration, startDemonstration } from '../support/demonstration.ts';
import { fileItem, licenceFor, readLicence, takeOf } from './holders.ts';

let demonstration: Demonstration;

/** Of the tests beside it alone: some let time pass. Whatever they did stands in an unbroken ledger. */
function ownDemonstration(): void {
  beforeAll(async () => {
    demonstration = await startDemonstration('2026-03-02T09:00:00+08:00');
  });
  afterAll(async () => {
    expect((await verifyLedger(demonstration.platform.pool)).faults).toEqual([]);
    await demonstration.close();
  });
}

const read = (who: string, id: string) => readLicence(demonstration, who, id);
const take = (who: string, id: string, step: string, input?: object) =>
  takeOf(demonstration, who, id, step, input);
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
  ownDemonstration();

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
      ['拟撤销行政许可告知书', expect.stringMatching(/^明市监撤告〔2026〕\d+号$/)],
      ['撤销行政许可决定书', expect.stringMatching(/^明市监撤〔2026〕\d+号$/)],
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
  ownDemonstration();

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

describe('a revocation of what was got by deceit, 行政许可法 79', () => {
  ownDemonstration();

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
