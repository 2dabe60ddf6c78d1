/** Certificates and letters under seal, and what is left behind when something breaks at any point on the way. */
import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { casesCapability, type MakeEffect, type StepEffect } from '../../src/capabilities/cases/public.ts';
import { createVerification, issueLicence } from '../../src/capabilities/licences/public.ts';
import { createLicensingModule } from '../../src/capabilities/licensing/public.ts';
import { sweepAbandoned } from '../../src/capabilities/sealed-files/public.ts';
import { createSeals } from '../../src/capabilities/seals/public.ts';
import { capabilities } from '../../src/capabilities.ts';
import { packed, sealedWith, sealMadeWith } from '../../src/kernel/ofd/sealed-document.fixture.ts';
import { verifyLedger } from '../../src/platform/ledger/verify-ledger.ts';
import { renderLetter } from '../../src/web/letters/render-letter.ts';
import { type Demonstration, fileCase, sampleFiling, startDemonstration } from '../support/demonstration.ts';
import { grant } from './holders.ts';

let demonstration: Demonstration;
/** Puts a stone into the way of the next certificate. */
let hinder: ((effect: StepEffect) => StepEffect) | undefined;

beforeAll(async () => {
  const hindered: MakeEffect = async (source, platform) => {
    const effect = await issueLicence(source, platform);
    return hinder ? hinder(effect) : effect;
  };
  const cases = casesCapability([createLicensingModule({ issueLicence: hindered })], renderLetter);
  const own = capabilities.map((one) => (one.name === 'cases' ? cases : one));
  demonstration = await startDemonstration('2026-03-02T09:00:00+08:00', own);
});
afterEach(() => {
  hinder = undefined;
});
afterAll(() => demonstration.close());

async function granted(itemId = 'food-business-licence', more: object = {}): Promise<string> {
  const company = await demonstration.as('company');
  const { status, body } = await company.post('/api/v1/cases', await sampleFiling(company, itemId, more));
  if (status !== 201) throw new Error(JSON.stringify(body));
  await grant(demonstration, body);
  return body.caseNo;
}

const issue = async (caseNo: string, key?: string) =>
  (await demonstration.as('issuer')).take(caseNo, 'issue', {}, key === undefined ? {} : { key });

async function download(who: string, url: string) {
  const { headers } = await demonstration.as(who);
  const answer = await demonstration.app.inject({ method: 'GET', url, headers });
  return { status: answer.statusCode, type: answer.headers['content-type'], bytes: answer.rawPayload };
}

const byFileOf = (files: Map<string, Uint8Array>) =>
  createVerification(demonstration.platform).byFile(packed(files));

const sm3 = (bytes: Uint8Array) => createHash('sm3').update(bytes).digest('hex');
const rows = async <Row>(sql: string, ...values: unknown[]): Promise<Row[]> =>
  (await demonstration.owner.query(sql, values)).rows;

async function contents(): Promise<Set<string>> {
  const all = new Set<string>();
  for await (const { sm3: one } of demonstration.platform.documents.list()) all.add(one);
  return all;
}

/** Every file that a fact or a row names, and everything that is said to be on its way. */
const named = async () =>
  new Set(
    (
      await rows<{ sm3: string }>(
        `select encode(file_sm3, 'hex') as sm3 from licences.document where file_sm3 is not null
         union select encode(file_sm3, 'hex') from documents.letter_file
         union select encode(sm3, 'hex') from documents.document`,
      )
    ).map((row) => row.sm3),
  );
const announced = async () => (await rows('select from documents.intended_file')).length;
const numbers = async () =>
  (
    await rows<{ number: string }>(
      `select number from licences.licence where type = 'food-business-licence' order by number`,
    )
  ).map(({ number }) => Number(number.slice(-7, -1)));
/** Numbers given to cases, whether their certificates were made or not. */
const given = async () => (await rows('select from licences.number_of_case')).length;

describe('a certificate', () => {
  it('is a file under the deciding authority’s seal, named by the fact, used by the issuer, sound to a stranger', async () => {
    const caseNo = await granted();
    const { body } = await issue(caseNo);
    const [licenceId = ''] = body.licences;
    const file = await download('company', `/api/v1/licences/${licenceId}/file`);
    expect([file.status, file.type]).toEqual([200, 'application/ofd']);
    const [fact] = await rows<{ file: string; use: string }>(
      `select data ->> 'file' as file, data ->> 'sealUse' as use from ledger.fact where kind = 'issued'
         and subject_type = 'case' and data ->> 'licenceId' = $1`,
      licenceId,
    );
    expect(fact?.file).toBe(sm3(file.bytes));
    const [use] = await rows(
      `select u.purpose, u.role, u.office, u.subject_id, s.authority, p.name from seals.use u
       join seals.seal s on s.id = u.seal_id join access.person p on p.id = u.person where u.id = $1`,
      fact?.use,
    );
    expect(use).toMatchObject({
      purpose: 'certificate',
      role: 'issuer',
      office: 'hall',
      subject_id: licenceId,
      authority: 'market-regulation',
    });
    const verified = await createVerification(demonstration.platform).byFile(file.bytes);
    expect(verified).toMatchObject({ verdict: 'valid', file: { documentVersion: 1 } });
    expect(verified.steps.map(({ outcome }) => outcome)).toEqual(verified.steps.map(() => 'ok'));
    expect(verified.steps.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['package', 'data-hash', 'signature', 'chain', 'seal-register', 'register']),
    );
  });

  it('altered by one byte is found out', async () => {
    const { body } = await issue(await granted());
    const { bytes } = await download('company', `/api/v1/licences/${body.licences[0]}/file`);
    const altered = Buffer.from(bytes);
    const at = altered.indexOf('PK\u0003\u0004', 200, 'latin1') + 40;
    altered[at] = (altered[at] ?? 0) ^ 1;
    const { byFile } = createVerification(demonstration.platform);
    // The archive no longer opens; what opens and differs is `altered`, see below.
    expect((await byFile(altered)).verdict).toBe('unreadable');
    expect((await byFile(Buffer.from('no archive at all'))).verdict).toBe('unreadable');
  });

  it('that was sealed elsewhere is foreign, not false, and nothing of it is called failed', async () => {
    const foreign = await byFileOf(await sealedWith(await sealMadeWith({ esId: '11010100000777' })));
    expect(foreign).toMatchObject({
      verdict: 'foreign',
      says: expect.stringContaining('请向印章上写明的机关核实'),
    });
    const outcomes = Object.fromEntries(foreign.steps.map(({ name, outcome }) => [name, outcome]));
    expect(outcomes).toMatchObject({ signature: 'ok', chain: 'not-checked', register: 'not-checked' });
    expect(Object.values(outcomes)).not.toContain('failed');
  });

  it('is called altered only when it was, and too old when it is only that', async () => {
    const files = await sealedWith(await sealMadeWith({ esId: '11010100000777' }));
    files.set('Doc_0/PublicRes.xml', Buffer.from('<x/>'));
    expect((await byFileOf(files)).verdict).toBe('altered');
    const ended = { esId: '11010100000777', validTo: new Date('2025-01-02T00:00:00Z') };
    const old = await byFileOf(await sealedWith(await sealMadeWith(ended)));
    expect(old).toMatchObject({ verdict: 'expired', says: expect.stringContaining('没有被改动过') });
  });

  it('that bears the number of our seal under a stranger’s key is refused', async () => {
    const { id } = await createSeals(demonstration.platform).sealFor('market-regulation', 'certificate');
    const signed = await byFileOf(await sealedWith(await sealMadeWith({ esId: id })));
    expect(signed.verdict).toBe('altered');
    expect(signed.steps.find(({ name }) => name === 'seal-register')).toMatchObject({
      outcome: 'failed',
      code: 'seal/impostor',
    });
  });

  it('as a PDF or a picture is told to be a copy, and which file to send', async () => {
    const { body } = await issue(await granted());
    const { bytes } = await download('company', `/api/v1/licences/${body.licences[0]}/file.pdf`);
    const { byFile } = createVerification(demonstration.platform);
    for (const copy of [bytes, Buffer.from('89504e470d0a1a0a00', 'hex'), Buffer.from('ffd8ffe000', 'hex')]) {
      const { verdict, says } = await byFile(copy);
      expect([verdict, says]).toEqual(['copy', expect.stringContaining('请上传盖章的 OFD 文件')]);
      expect(says).not.toContain('不要采信');
    }
  });

  it('has a PDF copy and a picture with the seal on it', async () => {
    const { body } = await issue(await granted());
    const at = `/api/v1/licences/${body.licences[0]}`;
    const [pdf, svg] = [
      await download('company', `${at}/file.pdf`),
      await download('company', `${at}/preview.svg`),
    ];
    expect([pdf.status, pdf.type, pdf.bytes.subarray(0, 5).toString()]).toEqual([
      200,
      'application/pdf',
      '%PDF-',
    ]);
    expect([svg.status, svg.type]).toEqual([200, 'image/svg+xml']);
    expect(svg.bytes.toString()).toContain('<image');
    expect((await download('citizen', `${at}/file`)).status).toBe(404);
  });
});

const withRareCharacter = (form: object | undefined) =>
  JSON.parse(JSON.stringify(form).replace('示例', '𠮷例'));

describe('when it breaks', () => {
  const crash = () => {
    throw new Error('the power went out');
  };
  /** A process that dies does nothing more: it does not even clean up. */
  const dead = { abandoned: undefined };

  const points: [string, () => void, ((effect: StepEffect) => StepEffect)?][] = [
    ['while it is drawn and sealed, the number given', () => patch('put', crash)],
    [
      'after the file was stored, before the transaction',
      () => undefined,
      (effect) => ({ ...effect, ...dead, write: async () => crash() }),
    ],
    [
      'in the transaction, after everything was written',
      () => undefined,
      (effect) => ({
        ...effect,
        ...dead,
        write: async (client) => {
          await effect.write(client);
          crash();
        },
      }),
    ],
  ];

  function patch(name: 'put', fault: () => never): void {
    const { documents } = demonstration.platform;
    const own = documents[name];
    documents[name] = async () => {
      documents[name] = own;
      return fault();
    };
  }

  it.each(points)('%s: no certificate, no second number, no orphan', async (_, prepare, stone) => {
    const before = await numbers();
    const givenBefore = await given();
    const caseNo = await granted();
    prepare();
    hinder = stone;
    expect((await issue(caseNo)).status).toBe(500);
    hinder = undefined;
    expect(await numbers()).toEqual(before);
    await sweepAbandoned(demonstration.platform, '0 seconds');
    expect(await announced()).toBe(0);
    const kept = await named();
    expect([...(await contents())].filter((one) => !kept.has(one))).toEqual([]);
    expect((await issue(caseNo)).status).toBe(200);
    const after = await numbers();
    expect(after).toHaveLength(before.length + 1);
    expect(await given()).toBe(givenBefore + 1);
  });

  it('after the commit, the answer is given again and the file stays', async () => {
    const caseNo = await granted();
    const first = await issue(caseNo, 'lost-answer');
    expect(await sweepAbandoned(demonstration.platform, '0 seconds')).toBe(0);
    const again = await issue(caseNo, 'lost-answer');
    expect(again.body).toEqual(first.body);
    const file = await download('company', `/api/v1/licences/${first.body.licences[0]}/file`);
    expect(file.status).toBe(200);
  });

  it('without breaking the process, what was stored in vain is removed at once', async () => {
    const caseNo = await granted();
    const before = (await contents()).size;
    hinder = (effect) => ({ ...effect, write: async () => crash() });
    expect((await issue(caseNo)).status).toBe(500);
    expect([(await contents()).size, await announced()]).toEqual([before, 0]);
  });
});

describe('a letter', () => {
  it('is sealed once: the same file for everybody, at the same moment and later', async () => {
    const caseNo = await granted();
    const { body } = await (await demonstration.as('company')).get(`/api/v1/cases/${caseNo}`);
    for (const { id } of body.letters) {
      const url = `/api/v1/cases/${caseNo}/letters/${id}/file`;
      const files = await Promise.all(['company', 'approver', 'company'].map((who) => download(who, url)));
      expect(files.map(({ status }) => status)).toEqual([200, 200, 200]);
      expect(new Set(files.map(({ bytes }) => sm3(bytes))).size).toBe(1);
      expect(
        (await createVerification(demonstration.platform).byFile(files[0]?.bytes ?? Buffer.alloc(0))).verdict,
      ).toBe('letter');
    }
    const uses = await rows<{ purpose: string; person: string }>(
      'select purpose, person from seals.use where case_no = $1',
      caseNo,
    );
    expect(uses.map(({ purpose }) => purpose).sort()).toEqual(['letter', 'receipt']);
    expect(uses.every(({ person }) => person === 'system')).toBe(true);
    expect(await announced()).toBe(0);
  });
});

describe('what cannot be sealed', () => {
  it('by a stopped seal: the case stays granted until there is one', async () => {
    const caseNo = await granted();
    const { id } = await createSeals(demonstration.platform).sealFor('market-regulation', 'certificate');
    const sealer = await demonstration.as('sealer');
    const step = (name: string, input: object) =>
      sealer.post(`/api/v1/seals/${id}/steps`, { step: name, input });
    expect((await step('stop-seal', { ground: 'key-in-doubt' })).status).toBe(200);
    const refused = await issue(caseNo);
    expect([refused.status, refused.body.code]).toEqual([409, 'seal/none']);
    expect((await step('restore-seal', {})).status).toBe(200);
    expect((await issue(caseNo)).status).toBe(200);
  });

  it('with a character that no font has is refused in a sentence, and the case stays granted', async () => {
    const company = await demonstration.as('company');
    const { form } = await sampleFiling(company, 'food-business-licence');
    const before = [await numbers(), await announced(), (await contents()).size];
    const caseNo = await granted('food-business-licence', { form: withRareCharacter(form) });
    const refused = await issue(caseNo);
    expect([refused.status, refused.body.code]).toEqual([409, 'character/not-in-font']);
    expect(refused.body.detail).toContain('𠮷');
    expect((await company.get(`/api/v1/cases/${caseNo}`)).body.status).toBe('granted');
    expect([await numbers(), await announced(), (await contents()).size]).toEqual(before);
  });

  it('for an authority that has gone over: the letter it made bears its own seal, asked for ever so late', async () => {
    const elsewhere = await startDemonstration();
    const company = await elsewhere.as('company');
    const { caseNo } = await fileCase(elsewhere);
    await (await elsewhere.as('clerk')).take(caseNo, 'accept');
    await elsewhere.owner.query(
      `insert into organisation.succession (jurisdiction, office, successor, basis, valid_from)
       values ($1, 'market-regulation', 'fire', '示例机构改革方案', '2026-03-01')`,
      [elsewhere.platform.jurisdiction],
    );
    // The directory of offices is read anew after a few seconds.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10_000 });
    await elsewhere.moveTo('2026-03-03T09:00:00+08:00');
    vi.useRealTimers();
    const { body } = await company.get(`/api/v1/cases/${caseNo}`);
    expect(body.authority).not.toBe('market-regulation');
    const url = `/api/v1/cases/${caseNo}/letters/${body.letters[0]?.id}/file`;
    const letter = await elsewhere.app.inject({ method: 'GET', url, headers: company.headers });
    expect(letter.statusCode).toBe(200);
    const { rows: uses } = await elsewhere.owner.query(
      `select s.authority from seals.use u join seals.seal s on s.id = u.seal_id where u.document_digest = decode($1, 'hex')`,
      [sm3(letter.rawPayload)],
    );
    expect(uses).toEqual([{ authority: 'market-regulation' }]);
    expect((await verifyLedger(elsewhere.platform.pool)).faults).toEqual([]);
    await elsewhere.close();
  });

  it('and everything stands in an unbroken ledger', async () => {
    expect((await verifyLedger(demonstration.platform.pool)).faults).toEqual([]);
  });
});
