import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isConsistent, isIncluded } from '../../src/kernel/ledger/merkle-proof.ts';
import { readReceiptAddress } from '../../src/kernel/ledger/receipt-address.ts';
import {
  type Checkpoint,
  checkpointText,
  type Receipt,
  receiptText,
} from '../../src/kernel/ledger/signed-texts.ts';
import { keepOrder } from '../../src/platform/ledger/keep-order.ts';
import type { Candidate } from '../../src/platform/ledger/one-leader.ts';
import type { Consistency, Inclusion } from '../../src/platform/ledger/proofs.ts';
import { isSignedBy } from '../../src/platform/ledger/sm2.ts';
import { ledgerTree } from '../../src/platform/ledger/tree-store.ts';
import { type Demonstration, fileCase, startDemonstration } from '../support/demonstration.ts';

let demonstration: Demonstration;

beforeAll(async () => {
  demonstration = await startDemonstration();
});
afterAll(() => demonstration.close());

const bytes = (hex: string) => Buffer.from(hex, 'hex');

/** As a stranger. */
async function get<Body>(
  path: string,
  of = demonstration,
): Promise<{ status: number; body: Body & { code: string } }> {
  const answer = await of.app.inject(`/api/v1/ledger/${path}`);
  return { status: answer.statusCode, body: answer.json() };
}

async function proved(query: string): Promise<Inclusion> {
  for (;;) {
    const { status, body } = await get<Inclusion>(`proofs/inclusion?${query}`);
    if (status === 200) return body;
    expect(status).toBe(202);
    await sleep(20);
  }
}

describe('before anything has a place', () => {
  let untouched: Demonstration;
  beforeAll(async () => {
    untouched = await startDemonstration();
  });
  afterAll(() => untouched.close());

  it('there is no checkpoint, a fact waits, and an unknown one is unknown', async () => {
    expect((await get('checkpoints/latest', untouched)).status).toBe(404);
    expect((await get('checkpoints/7', untouched)).body.code).toBe('checkpoint/unknown');
    const { caseNo, timeline } = await fileCase(untouched);
    for (const query of [`subject=case/${caseNo}&version=1`, `hash=${timeline[0]?.hash}`]) {
      expect((await get(`proofs/inclusion?${query}`, untouched)).status, query).toBe(202);
    }
    for (const query of [
      `subject=case/${caseNo}&version=9`,
      'subject=case/none&version=1',
      `hash=${'ab'.repeat(32)}`,
    ]) {
      const { status, body } = await get(`proofs/inclusion?${query}`, untouched);
      expect([status, body.code], query).toEqual([404, 'fact/unknown']);
    }
  });

  it('what makes no sense is 422 with its place', async () => {
    for (const query of [
      'proofs/inclusion',
      'proofs/inclusion?subject=case/x',
      'proofs/inclusion?subject=nonsense&version=1',
      'proofs/inclusion?subject=case/x&version=0',
      'proofs/inclusion?hash=xyz',
      'proofs/consistency?from=0&to=1',
      'proofs/consistency?from=2&to=1',
      'proofs/consistency?from=1',
      'checkpoints/0',
    ]) {
      const { status, body } = await get(query, untouched);
      expect([status, body.code], query).toEqual([422, 'input/invalid']);
    }
  });

  it('asking for a checkpoint now is for those who watch', async () => {
    for (const [name, status] of [
      ['company', 403],
      ['auditor', 404],
    ] as const) {
      const person = await untouched.as(name);
      expect((await person.post('/api/v1/ledger/checkpoints', {})).status, name).toBe(status);
    }
  });
});

describe('a receipt', () => {
  it('comes with the answer to filing and to every decision, is the same again, and is what the ledger says', async () => {
    const filed = await fileCase(demonstration);
    const { caseNo } = filed;
    const [receipt] = filed.receipts as Receipt[];
    expect(filed.receipts).toHaveLength(1);
    expect(receipt).toMatchObject({
      ...{ subject: `case/${caseNo}`, version: 1 },
      ...{ factHash: filed.timeline[0]?.hash, recordedAt: filed.timeline[0]?.recordedAt },
    });
    const walk: [string, string, object?][] = [
      ['clerk', 'accept'],
      ['reviewer', 'review', { conclusion: 'agree', opinion: '符合条件' }],
      ['approver', 'decide', { outcome: 'grant' }],
      ['issuer', 'issue'],
    ];
    let last = filed;
    for (const [name, step, input] of walk)
      last = (await (await demonstration.as(name)).take(caseNo, step, input)).body;
    const steps = last.receipts.map(
      ({ version }) => last.timeline.find((entry) => entry.version === version)?.step,
    );
    expect(steps).toEqual(['file', 'decide', 'issue']);
    const { body } = await (await demonstration.as('company')).get(`/api/v1/cases/${caseNo}`);
    expect(body.receipts).toEqual(last.receipts);
    const { body: keys } = await get<{ items: { keyId: string; publicKey: string }[] }>('keys');
    for (const one of body.receipts) {
      const key = keys.items.find(({ keyId }) => keyId === one.keyId);
      expect(isSignedBy(key?.publicKey ?? '', receiptText(one), one.signature)).toBe(true);
      expect(
        isSignedBy(key?.publicKey ?? '', receiptText({ ...one, factHash: '00'.repeat(32) }), one.signature),
      ).toBe(false);
    }
  });

  it('stands on the letter as a code that leads to its check, with nothing in the part a server sees', async () => {
    const { caseNo } = await fileCase(demonstration);
    const { body } = await (await demonstration.as('clerk')).take(caseNo, 'accept');
    const company = await demonstration.as('company');
    const page = await demonstration.app.inject({
      url: `/api/v1/cases/${caseNo}/letters/${body.letters[0]?.id}`,
      headers: { ...company.headers, host: 'window.example' },
    });
    expect(page.body).toContain('存证回执');
    const [receipt] = body.receipts;
    if (!receipt) throw new Error('no receipt');
    const { receiptAddress } = await import('../../src/kernel/ledger/receipt-address.ts');
    const address = receiptAddress('http://window.example', receipt);
    expect(new URL(address).pathname).toBe('/ledger/check');
    expect(address.length).toBeLessThan(330);
    expect(readReceiptAddress(address)).toEqual(receipt);
    for (const wrong of [
      'http://window.example/',
      '#receipt=a~b',
      '#receipt=%E0~1~a~b~c~d',
      `${address}~more`,
    ]) {
      expect(readReceiptAddress(wrong)).toBeUndefined();
    }
  });
});

describe('once the order is kept', () => {
  let order: Candidate;
  beforeAll(() => {
    order = keepOrder(demonstration.platform, { pauseMs: { least: 2, most: 10 } });
  });
  afterAll(() => order.stop());

  /** The latest checkpoint, when there is one at least. */
  async function latestCheckpoint(): Promise<Checkpoint> {
    const { caseNo } = await fileCase(demonstration);
    await proved(`subject=case/${caseNo}&version=1`);
    return (await get<Checkpoint>('checkpoints/latest')).body;
  }

  it('a stranger can check from keys, checkpoint and proof alone that a fact is in the ledger', async () => {
    const { caseNo, timeline, id } = await fileCase(demonstration);
    const proof = await proved(`subject=case/${caseNo}&version=1`);
    expect(proof.hash).toBe(timeline[0]?.hash);
    const { body: checkpoint } = await get<Checkpoint>(`checkpoints/${proof.size}`);
    const { body: keys } = await get<{ items: { keyId: string; publicKey: string; pem: string }[] }>('keys');
    const key = keys.items.find(({ keyId }) => keyId === checkpoint.keyId);
    expect(key?.pem).toMatch(/^-----BEGIN PUBLIC KEY-----\n/);
    expect(isSignedBy(key?.publicKey ?? '', checkpointText(checkpoint), checkpoint.signature)).toBe(true);
    const { leafIndex, size, hash, path } = proof;
    const inclusion = { leafIndex, size, hash: bytes(hash), path: path.map(bytes) };
    expect(isIncluded(inclusion, bytes(checkpoint.root), ledgerTree)).toBe(true);
    // The same by its hash, and by the case's inner id.
    expect(await proved(`hash=${hash}&size=${size}`)).toEqual(proof);
    expect(await proved(`subject=case/${id}&version=1&size=${size}`)).toEqual(proof);
  });

  it('a later checkpoint continues an earlier one', async () => {
    const older = await latestCheckpoint();
    const { caseNo } = await fileCase(demonstration);
    const { leafIndex } = await proved(`subject=case/${caseNo}&version=1`);
    const auditor = await demonstration.as('auditor');
    const { body: newer } = await auditor.post<Checkpoint>('/api/v1/ledger/checkpoints', {});
    expect(newer.size).toBeGreaterThan(leafIndex);
    const { body } = await get<Consistency>(`proofs/consistency?from=${older.size}&to=${newer.size}`);
    const proof = { ...body, path: body.path.map(bytes) };
    expect(isConsistent(proof, bytes(older.root), bytes(newer.root), ledgerTree)).toBe(true);
    const { body: list } = await get<{ items: Checkpoint[]; next: string | null }>('checkpoints?limit=1');
    expect(list.items).toHaveLength(1);
    expect(newer).toMatchObject(list.items[0] ?? {});
    const { body: rest } = await get<{ items: Checkpoint[] }>(`checkpoints?limit=1&cursor=${list.next}`);
    expect(rest.items[0]?.size).toBeLessThan(newer.size);
  });

  it('those who operate it see how far it has come', async () => {
    const latest = await latestCheckpoint();
    const { body } = await demonstration.app.inject('/metrics');
    const figure = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(body)?.[1]);
    expect(figure('ledger_size')).toBe(latest.size + figure('ledger_unsigned_facts'));
    expect(figure('ledger_waiting_facts') + figure('ledger_lag_seconds')).toBeGreaterThanOrEqual(0);
    expect(figure('ledger_checkpoint_age_seconds')).toBeGreaterThan(0);
  });

  it('a proof in a tree that is too small or does not exist is refused in words', async () => {
    const latest = await latestCheckpoint();
    const { caseNo } = await fileCase(demonstration);
    const { leafIndex } = await proved(`subject=case/${caseNo}&version=1`);
    for (const query of [
      `proofs/inclusion?subject=case/${caseNo}&version=1&size=${leafIndex}`,
      `proofs/inclusion?subject=case/${caseNo}&version=1&size=${latest.size + 1_000_000}`,
      `proofs/consistency?from=1&to=${latest.size + 1_000_000}`,
    ]) {
      const { status, body } = await get(query);
      expect([status, body.code], query).toEqual([409, 'proof/outside-tree']);
    }
  });

  describe('an evidence file', () => {
    it('tells a party no words that the timeline keeps from her, and staff theirs', async () => {
      const { caseNo } = await fileCase(demonstration);
      await (await demonstration.as('clerk')).take(caseNo, 'accept');
      const agreed = { conclusion: 'agree', opinion: '现场一般，可以' };
      const { body: reviewed } = await (await demonstration.as('reviewer')).take(caseNo, 'review', agreed);
      const version = reviewed.timeline.findLast(({ step }) => step === 'review')?.version;
      const evidenceFor = async (name: string, of: number | undefined) => {
        const person = await demonstration.as(name);
        for (let round = 0; ; round++) {
          const answer = await person.get<{ payload: unknown }>(`/api/v1/cases/${caseNo}/evidence/${of}`);
          if (answer.status !== 202 || round > 100) return answer;
          await sleep(20);
        }
      };
      const own = await evidenceFor('company', version);
      expect([own.status, own.body.payload]).toEqual([200, null]);
      expect(JSON.stringify((await evidenceFor('reviewer', version)).body.payload)).toContain('现场一般');
      expect(JSON.stringify((await evidenceFor('company', 1)).body.payload)).toContain('salt');
    });
  });
});
