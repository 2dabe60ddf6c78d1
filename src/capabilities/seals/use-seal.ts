/**
 * Sealing a document. The signing, which may take a service somewhere else a while, is done before any transaction; what
 * is left for the caller's transaction is one fact and one row, written together with whatever the seal is for. So there is
 * no sealed document without its fact: what was signed for a transaction that failed never leaves this process.
 */
import { randomBytes } from 'node:crypto';
import type { ClientBase, Pool } from 'pg';
import { law } from '../../kernel/basis.ts';
import { sm3 } from '../../kernel/ledger/envelope.ts';
import { sealFacts } from '../../kernel/ledger/seal-facts.ts';
import { type OfdPackage, packOfd } from '../../kernel/ofd/package.ts';
import { type Stamp, signOfd } from '../../kernel/ofd/sign-ofd.ts';
import { verifyOfd } from '../../kernel/ofd/verify-ofd.ts';
import type { FactActor } from '../../kernel/procedure/fact.ts';
import { legalDayOf } from '../../kernel/time/legal-day.ts';
import { appendFacts } from '../../platform/ledger/append-facts.ts';
import type { Platform } from '../../platform/platform.ts';
import { SealKeyFault } from '../../platform/seal-keys/seal-keys.ts';
import { sealProblem } from './problems.ts';
import { sealKeysOf } from './seal-keys-of.ts';
import { type SealPurpose, sealKinds, sealPurposes, serves } from './seal-kinds.ts';
import { findMade, findSeal, type SealRow } from './seal-store.ts';
import { usersOf } from './standing.ts';

/** A seal that may be used for what it was asked for. */
export interface UsableSeal extends Pick<SealRow, 'id' | 'name' | 'kind' | 'authority'> {
  /** Size of its picture on the page, in millimetres. */
  width: number;
  height: number;
}

export interface SealUse {
  seal: UsableSeal;
  /** Not yet packed; OFD.xml already names the list of signatures. */
  files: OfdPackage;
  /** Where the picture stands. */
  stamps: readonly Stamp[];
  purpose: SealPurpose;
  /** Who uses it: a post, or `system` where the seal allows that. */
  actor: FactActor;
  /** What the document belongs to in the ledger: a case, a certificate. */
  subject: { type: string; id: string };
  caseNo?: string;
  /** Further seals may follow on the same document. */
  open?: boolean;
}

export interface SealedDocument {
  useId: string;
  sealId: string;
  sealedAt: Date;
  /** The OFD file. */
  content: Uint8Array;
  /** Its digest, lower-case hex. */
  sm3: string;
  /** Writes the fact of the use and its row. Throws when the seal was stopped or annulled meanwhile. */
  write(client: ClientBase | Pool): Promise<void>;
}

/** Throws a Problem in words: not hers to use, not in use, over, key out of reach. */
export async function sealDocument(platform: Platform, use: SealUse): Promise<SealedDocument> {
  const { pool, jurisdiction, clock } = platform;
  const seal = await findSeal(pool, jurisdiction, use.seal.id);
  const made = await findMade(pool, jurisdiction, use.seal.id);
  if (seal?.status !== 'in-use' || !made || !seal.signer) throw sealProblem('seal/not-in-use');
  refuseUse(use, usersOf(seal.facts), seal, clock.now());
  const keys = await sealKeysOf(platform);
  // Signatures name whole seconds; the fact says the same moment.
  const sealedAt = new Date(Math.floor(clock.now().getTime() / 1000) * 1000);
  const content = packOfd(
    await orUnavailable(() =>
      signOfd(use.files, {
        seal: { seal: made.sealFile, certificate: made.certificate },
        sign: keys.signer(seal.signer ?? '').sign,
        stamps: use.stamps,
        signedAt: sealedAt,
        ...(use.open && { open: true }),
      }),
    ),
  );
  // What leaves this house has been looked at as a stranger would look at it.
  const checked = verifyOfd(content, { trustedRoots: keys.trusted, now: sealedAt });
  if (checked.outcome === 'failed' || !checked.isChainChecked) {
    const wrong =
      checked.steps.find(({ outcome }) => outcome === 'failed') ??
      checked.steps.find(({ name }) => name === 'chain');
    throw sealProblem('seal/check-failed', { ...(wrong && { detail: wrong.detail }) });
  }
  const useId = randomBytes(16).toString('hex');
  const digest = sm3(content);
  return {
    useId,
    sealId: seal.id,
    sealedAt,
    content,
    sm3: digest.toString('hex'),
    write: (client) =>
      writeUse(client, jurisdiction, use, { useId, digest, sealedAt, sealVersion: seal.version }),
  };
}

function refuseUse(
  { actor, purpose }: SealUse,
  { posts, automatic }: ReturnType<typeof usersOf>,
  { kind, name, validFrom, validTo }: SealRow,
  now: Date,
): void {
  if (!validFrom || !validTo || now < validFrom || now > validTo) throw sealProblem('seal/expired');
  if (!serves(kind, purpose)) {
    const detail = `${sealKinds[kind]}只能用于证照，不能用于${sealPurposes[purpose]}。`;
    throw sealProblem('seal/wrong-purpose', { detail });
  }
  const isNamed =
    actor.capacity === 'system'
      ? automatic
      : posts.some(({ role, office }) => role === actor.role && office === actor.office);
  if (!isNamed) throw sealProblem('seal/not-yours', { detail: `您的岗位不在“${name}”印章的用印人员之中。` });
}

async function orUnavailable<Done>(work: () => Promise<Done>): Promise<Done> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SealKeyFault) throw sealProblem('seal/key-unavailable', { detail: error.message });
    throw error;
  }
}

interface Done {
  useId: string;
  digest: Buffer;
  sealedAt: Date;
  sealVersion: number;
}

async function writeUse(
  client: ClientBase | Pool,
  jurisdiction: string,
  { seal, purpose, actor, subject, caseNo }: SealUse,
  { useId, digest, sealedAt, sealVersion }: Done,
): Promise<void> {
  // Reads without a lock: many seal at once, and an annulment that commits a moment later came a moment later.
  const { rowCount } = await client.query({
    name: 'insert-seal-use',
    text: `
      insert into seals.use (jurisdiction, seal_id, used_at, id, purpose, document_digest, subject_type, subject_id, case_no,
        person, role, office)
      select $1, id, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12 from seals.seal
      where jurisdiction = $1 and id = $2 and status = 'in-use'`,
    values: [
      jurisdiction,
      seal.id,
      sealedAt,
      useId,
      purpose,
      digest,
      subject.type,
      subject.id,
      caseNo ?? null,
      actor.person,
      actor.role ?? null,
      actor.office ?? null,
    ],
  });
  if (rowCount !== 1) throw sealProblem('seal/not-in-use');
  const fact = {
    kind: 'seal-used',
    effectiveOn: legalDayOf(sealedAt),
    basis: [law('国务院关于在线政务服务的若干规定 第九条'), law('电子签名法 第十四条')],
    data: {
      ...{ seal: seal.id, sealVersion, purpose, documentSm3: digest.toString('hex') },
      ...{ subjectType: subject.type, subjectId: subject.id, caseNo: caseNo ?? null },
    },
    payload: {},
  };
  // A stream of its own: a seal is used by many at once, and its life must not wait for that.
  const stream = { jurisdiction, subjectType: 'seal-use', subjectId: useId };
  const recordedAt = sealedAt.toISOString();
  await appendFacts(
    client,
    jurisdiction,
    sealFacts(stream, { version: 0, hash: null }, [fact], actor, recordedAt, [randomBytes(32)]),
  );
}
