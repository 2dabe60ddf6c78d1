import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLicences, isSignedBy } from '../../src/capabilities/licences/public.ts';
import { checkCertificateIdentifier } from '../../src/kernel/identifiers/certificate-identifier.ts';
import { type Demonstration, fileCase, startDemonstration } from '../support/demonstration.ts';

let demonstration: Demonstration;

beforeAll(async () => {
  demonstration = await startDemonstration();
});
afterAll(() => demonstration.close());

async function granted(itemId = 'food-business-licence'): Promise<string> {
  const { caseNo } = await fileCase(demonstration, itemId);
  const steps: [string, string, object?][] = [
    ['clerk', 'accept'],
    ['reviewer', 'review', { conclusion: 'agree', opinion: '符合条件' }],
    ['approver', 'decide', { outcome: 'grant' }],
  ];
  for (const [who, step, input] of steps) {
    const { status, body } = await (await demonstration.as(who)).take(caseNo, step, input);
    if (status !== 200) throw new Error(`${step}: ${JSON.stringify(body)}`);
  }
  return caseNo;
}

async function issued(itemId?: string) {
  const caseNo = await granted(itemId);
  const { status, body } = await (await demonstration.as('issuer')).take(caseNo, 'issue');
  expect(status).toBe(200);
  const [licenceId = ''] = body.licences;
  return { caseNo, licenceId, body };
}

const count = async (table: string) => {
  const { rows } = await demonstration.owner.query(`select count(*)::int as n from ${table}`);
  return rows[0].n as number;
};

interface LicenceAnswer {
  number: string;
  identifier: string;
  fields: { title: string; value: string }[];
  validTo: string;
  signed: object;
  signature: { publicKey: string; value: string };
  checks: { name: string; ok: boolean }[];
  holder: { name: string };
  code: string;
}
const read = async (who: string, licenceId: string) =>
  (await demonstration.as(who)).get<LicenceAnswer>(`/api/v1/licences/${licenceId}`);

describe('the step issue', () => {
  it('makes a certificate with a sound identifier, number, validity and what the form says', async () => {
    const { licenceId } = await issued();
    const { status, body } = await read('company', licenceId);
    expect(status).toBe(200);
    expect(licenceId).toMatch(/^[a-z2-7]{26}$/);
    expect(checkCertificateIdentifier(body.identifier).valid).toBe('yes');
    expect(body.number).toMatch(/^JY2350199\d{7}$/);
    expect(body.validTo).toBe('2031-03-01');
    expect(body.fields).toContainEqual({ title: '经营项目', value: '热食类食品制售、冷食类食品制售' });
    expect(body.checks.map(({ name, ok }) => [name, ok])).toEqual(
      ['content', 'signature', 'record', 'status', 'validity'].map((name) => [name, true]),
    );
  });

  it('says so in the case, and begins a stream of the certificate in the same transaction', async () => {
    const { licenceId, body } = await issued();
    expect(body.timeline.at(-1)?.note).toMatch(/^食品经营许可证已制成，编号 JY\d+，待送达。$/);
    const { rows } = await demonstration.owner.query(
      `select subject_type, kind, xmin::text as tx from ledger.fact
       where (subject_type, kind) in (('licence', 'issued'), ('case', 'issued')) and (subject_id = $1 or data ->> 'licenceId' = $1)`,
      [licenceId],
    );
    expect(rows.map(({ subject_type }) => subject_type).sort()).toEqual(['case', 'licence']);
    expect(new Set(rows.map(({ tx }) => tx)).size).toBe(1);
  });

  it('twelve at once have twelve consecutive numbers', async () => {
    const caseNos: string[] = [];
    for (let at = 0; at < 12; at++) caseNos.push(await granted());
    const issuer = await demonstration.as('issuer');
    const answers = await Promise.all(caseNos.map((caseNo) => issuer.take(caseNo, 'issue')));
    expect(answers.map(({ status }) => status)).toEqual(caseNos.map(() => 200));
    const { rows } = await demonstration.owner.query(
      `select number from licences.licence where type = 'food-business-licence' order by number`,
    );
    const sequences = rows.map(({ number }) => sequenceOf(number)).sort((a, b) => a - b);
    expect(sequences).toEqual(sequences.map((_, at) => at + 1));
  });

  it('the same case asked twice at once has one certificate', async () => {
    const caseNo = await granted();
    const issuer = await demonstration.as('issuer');
    const answers = await Promise.all([issuer.take(caseNo, 'issue'), issuer.take(caseNo, 'issue')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await count(`licences.licence where case_no = '${caseNo}'`)).toBe(1);
  });

  it('an item without a result document skips it', async () => {
    const caseNo = await granted('prepackaged-food-filing');
    const { status } = await (await demonstration.as('issuer')).take(caseNo, 'issue');
    expect(status).toBe(409);
  });
});

describe('a certificate', () => {
  it('is seen by its holder, its staff and the certificates post, by nobody else', async () => {
    const { licenceId } = await issued();
    for (const who of ['company', 'clerk', 'reviewer', 'certificates']) {
      expect((await read(who, licenceId)).status, who).toBe(200);
    }
    for (const who of ['citizen', 'reviewer-fire', 'legal']) {
      expect((await read(who, licenceId)).status, who).toBe(404);
    }
    const { statusCode } = await demonstration.app.inject(`/api/v1/licences/${licenceId}`);
    expect(statusCode).toBe(401);
  });

  it('read by a certificates post that does not see its case leaves a trace as well', async () => {
    const { licenceId } = await issued();
    const alter = (sql: string) => demonstration.owner.query(sql);
    // As after a hand-over: the certificate has come to an office that never had its case.
    await alter(`update licences.licence set office = 'fire' where id = '${licenceId}'`);
    await alter(`update access.post set office = 'fire' where role = 'certificates'`);
    const { headers, id } = await signedInAnew('certificates');
    const answer = await demonstration.app.inject({ url: `/api/v1/licences/${licenceId}`, headers });
    await alter(`update access.post set office = 'hall' where role = 'certificates'`);
    expect([answer.statusCode, answer.json().holder.name]).toEqual([200, '示例餐饮有限公司']);
    const { rows } = await demonstration.owner.query(
      `select f.actor ->> 'office' as office from ledger.fact f where f.subject_type = 'reader'
         and f.subject_id = $2 and f.data ->> 'subject' = (
           select 'case/' || case_id from licences.licence where id = $1)`,
      [licenceId, id],
    );
    expect(rows).toEqual([{ office: 'fire' }]);
  });

  /** A session remembers its posts for a few seconds; a new one knows them at once. */
  async function signedInAnew(username: string) {
    const answer = await demonstration.app.inject({
      method: 'POST',
      url: '/api/v1/sessions',
      payload: { username, password: 'mingchuang' },
    });
    const { token, actor } = answer.json();
    return { headers: { authorization: `Bearer ${token}` }, id: actor.id };
  }

  it('can be verified by anybody from the answer alone', async () => {
    const { default: canonicalize } = await import('canonicalize');
    const { body } = await read('company', (await issued()).licenceId);
    const bytes = Buffer.from(canonicalize(body.signed) ?? '', 'utf8');
    expect(isSignedBy(body.signature.publicKey, bytes, body.signature.value)).toBe(true);
    bytes[20] = (bytes[20] ?? 0) ^ 1;
    expect(isSignedBy(body.signature.publicKey, bytes, body.signature.value)).toBe(false);
  });

  it('altered in the database, is found out, even with the digest altered to fit', async () => {
    const { licenceId } = await issued();
    const failed = async () => {
      const verified = await createLicences(demonstration.platform).verify(licenceId);
      return verified?.checks.filter(({ ok }) => !ok).map(({ name }) => name);
    };
    const alter = (set: string) =>
      demonstration.owner.query(`update licences.licence set ${set} where id = $1`, [licenceId]);
    expect(await failed()).toEqual([]);
    await alter(`data = jsonb_set(data, '{validTo}', '"2099-01-01"')`);
    expect(await failed()).toEqual(['content', 'signature']);
    await alter(`sm3 = decode(repeat('ab', 32), 'hex')`);
    expect(await failed()).toEqual(['content', 'signature', 'record']);
  });
});

const sequenceOf = (number: string) => Number(number.slice(9, 15));
