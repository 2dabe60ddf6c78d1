/** What whoever has the database and the real key could do: another past that fits in itself. */
import type { ClientBase } from 'pg';
import { hashEnvelope } from '../../src/kernel/ledger/envelope.ts';
import { TreeEdge } from '../../src/kernel/ledger/merkle-tree.ts';
import { checkpointText } from '../../src/kernel/ledger/signed-texts.ts';
import type { SigningKey } from '../../src/platform/ledger/sm2.ts';
import { ledgerTree } from '../../src/platform/ledger/tree-store.ts';

export interface FactKey {
  jurisdiction: string;
  subject_type: string;
  subject_id: string;
  version: number;
}

export const whose = `jurisdiction = $1 and subject_type = $2 and subject_id = $3 and version = $4`;

export const keyOf = ({ jurisdiction, subject_type, subject_id, version }: FactKey) => [
  jurisdiction,
  subject_type,
  subject_id,
  version,
];

/** Changes one fact, and everything after it so that it fits: hashes, places, and checkpoints signed anew. */
export async function rewriteHistory(client: ClientBase, key: SigningKey, fact: FactKey): Promise<void> {
  await client.query(`update ledger.fact set data = data || '{"strange": 1}' where ${whose}`, keyOf(fact));
  const { rows } = await client.query(
    `select jurisdiction, subject_type as "subjectType", subject_id as "subjectId", version, kind,
       effective_on::text as "effectiveOn",
       to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "recordedAt", actor, basis, data,
       encode(payload_digest, 'hex') as "payloadDigest", encode(previous, 'hex') as previous
     from ledger.fact where jurisdiction = $1 and subject_type = $2 and subject_id = $3 order by version`,
    keyOf(fact).slice(0, 3),
  );
  let previous: string | null = null;
  for (const row of rows) {
    const hash = hashEnvelope({ ...row, previous });
    const where = [row.jurisdiction, row.subjectType, row.subjectId, row.version];
    await client.query(
      `update ledger.fact set hash = decode($5, 'hex'), previous = decode($6, 'hex') where ${whose}`,
      [...where, hash, previous],
    );
    await client.query(`update ledger.sequence set hash = decode($5, 'hex') where ${whose}`, [
      ...where,
      hash,
    ]);
    previous = hash;
  }
  await signAnew(client, key);
}

async function signAnew(client: ClientBase, key: SigningKey): Promise<void> {
  const { rows: places } = await client.query<{ hash: Buffer }>(
    'select hash from ledger.sequence order by position',
  );
  const { rows: checkpoints } = await client.query<{ size: number; at: Date }>(
    'select size::integer, at from ledger.checkpoint',
  );
  const edge = new TreeEdge(ledgerTree);
  for (const { hash } of places) {
    edge.append(hash);
    const checkpoint = checkpoints.find(({ size }) => size === edge.size);
    if (!checkpoint) continue;
    const signed = {
      size: edge.size,
      root: Buffer.from(edge.root()).toString('hex'),
      at: checkpoint.at.toISOString(),
    };
    await client.query(
      `update ledger.checkpoint set root = decode($2, 'hex'), signature = $3 where size = $1`,
      [signed.size, signed.root, key.sign(checkpointText(signed))],
    );
  }
}
