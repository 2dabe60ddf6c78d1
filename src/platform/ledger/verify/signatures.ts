/** What was signed: checkpoints by themselves, receipts and witnessed checkpoints against what the ledger says now. */
import type { ClientBase } from 'pg';
import {
  type Checkpoint,
  checkpointText,
  type Receipt,
  receiptText,
} from '../../../kernel/ledger/signed-texts.ts';
import { isSignedBy } from '../sm2.ts';
import { type LedgerFault, mostOfAKind } from './ledger-fault.ts';

export interface KnownKey {
  keyId: string;
  publicKey: string;
  validFrom: string;
  validTo: string | null;
}

export async function readKnownKeys(client: ClientBase): Promise<Map<string, KnownKey>> {
  const { rows } = await client.query<{ keyId: string; publicKey: string; from: Date; to: Date | null }>(
    `select key_id as "keyId", public_key as "publicKey", valid_from as "from", valid_to as "to" from ledger.key`,
  );
  return new Map(
    rows.map(({ keyId, publicKey, from, to }) => [
      keyId,
      { keyId, publicKey, validFrom: from.toISOString(), validTo: to?.toISOString() ?? null },
    ]),
  );
}

/** All checkpoints, the smallest first. */
export async function readCheckpoints(client: ClientBase): Promise<Checkpoint[]> {
  const { rows } = await client.query<Omit<Checkpoint, 'at'> & { at: Date }>(
    `select size::float8, encode(root, 'hex') as root, at, key_id as "keyId", signature from ledger.checkpoint order by size`,
  );
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** Signatures, and that no checkpoint is older than a smaller one. */
export function verifyCheckpoints(
  checkpoints: readonly Checkpoint[],
  keys: ReadonlyMap<string, KnownKey>,
): LedgerFault[] {
  const faults: LedgerFault[] = [];
  let before = '';
  for (const checkpoint of checkpoints) {
    const source = `${checkpoint.size}`;
    const fault = { subject: 'ledger', version: 0, place: checkpoint.size - 1, source };
    if (!isSigned(checkpoint, keys)) faults.push({ ...fault, fault: 'checkpoint-signature' });
    else if (checkpoint.at < before) faults.push({ ...fault, fault: 'checkpoint-time' });
    before = checkpoint.at;
    if (faults.length >= mostOfAKind) break;
  }
  return faults;
}

/** By a key of this ledger, in the time in which it was in force. */
export function isSigned(checkpoint: Checkpoint, keys: ReadonlyMap<string, KnownKey>): boolean {
  const key = keys.get(checkpoint.keyId);
  if (!key || checkpoint.at < key.validFrom || (key.validTo !== null && checkpoint.at > key.validTo))
    return false;
  return isSignedBy(key.publicKey, checkpointText(checkpoint), checkpoint.signature);
}

/** `subjectInLedger` is the receipt's subject as it is stored. */
export async function verifyReceipt(
  client: ClientBase,
  receipt: Receipt & { subjectInLedger: { type: string; id: string } },
  keys: ReadonlyMap<string, KnownKey>,
): Promise<LedgerFault | undefined> {
  const { subjectInLedger: subject, version, factHash, recordedAt, keyId, signature } = receipt;
  const fault = { subject: `${subject.type}/${subject.id}`, version, source: receipt.subject };
  const key = keys.get(keyId);
  if (!key || !isSignedBy(key.publicKey, receiptText(receipt), signature)) {
    return { ...fault, fault: 'receipt-signature' };
  }
  const { rows } = await client.query<{ hash: string; recordedAt: Date }>(
    `select encode(hash, 'hex') as hash, recorded_at as "recordedAt" from ledger.fact
     where subject_type = $1 and subject_id = $2 and version = $3`,
    [subject.type, subject.id, version],
  );
  if (rows.length === 0) return { ...fault, fault: 'receipt-missing' };
  const isSame = rows.some((row) => row.hash === factHash && row.recordedAt.toISOString() === recordedAt);
  return isSame ? undefined : { ...fault, fault: 'receipt-other' };
}
