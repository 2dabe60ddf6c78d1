/** Certificates renewed over HTTP, 行政许可法 50: in time, too late, not decided, not at all. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyLedger } from '../../src/platform/ledger/verify-ledger.ts';
import { type Demonstration, startDemonstration } from '../support/demonstration.ts';
import { fileItem, grant, licenceFor, readLicence } from './holders.ts';

let demonstration: Demonstration;

/** Of the tests beside it alone: some let time pass. Whatever they did stands in an unbroken ledger. */
function ownDemonstration(): void {
  beforeAll(async () => {
    demonstration = await startDemonstration('2026-03-04T09:00:00+08:00');
  });
  afterAll(async () => {
    expect((await verifyLedger(demonstration.platform.pool)).faults).toEqual([]);
    await demonstration.close();
  });
}

const read = (who: string, id: string) => readLicence(demonstration, who, id);
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
const renewal = (licenceId: string) =>
  fileItem(demonstration, 'company', 'food-business-licence-renewal', { licenceId });

describe('a renewal that is granted', () => {
  ownDemonstration();

  it('is longer at once and has its new document when it is issued', async () => {
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
});

describe('a renewal that nobody decides', () => {
  ownDemonstration();

  it('applied for in time after the reminder, counts as granted; late, it does not', async () => {
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
});
