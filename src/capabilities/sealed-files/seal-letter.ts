/**
 * The sealed file of a letter. Made soon after the letter, or when it is asked for before, once: who asks later, or at the
 * same moment, gets the same bytes. The letter itself was made with its fact; its seal is put on by the program in the authority's name, which the
 * seal's keeper has allowed.
 */
import type { PoolClient } from 'pg';
import type { Letter } from '../../kernel/letters/letter.ts';
import { inTransaction } from '../../platform/database/in-transaction.ts';
import { Problem } from '../../platform/http/problem.ts';
import { type ProblemCode, registerProblemCodes } from '../../platform/http/problem-codes.ts';
import type { Platform } from '../../platform/platform.ts';
import { renderLetterOfd } from '../../platform/printing/render-letter-ofd.ts';
import { createSeals, type SealPurpose } from '../seals/public.ts';
import { type KeptFile, keepSealed } from './keep-sealed.ts';
import { unprintable } from './print-problems.ts';
import { stampAt } from './stamp.ts';

export interface LetterToSeal {
  subject: { type: 'case' | 'licence'; id: string };
  letterId: string;
  kind: string;
  letter: Letter;
  /** In whose name it is written. */
  authority: string;
  caseNo: string;
}

export interface LetterFile {
  sm3: string;
  size: number;
}

/** Letters that certify something was received, rather than decide anything. */
const receipts = new Set(['acceptance', 'registration', 'delivery']);

/** Throws 409 where it cannot be printed or no seal may be used; then nothing is left behind. */
export async function sealLetterOnce(platform: Platform, wanted: LetterToSeal): Promise<LetterFile> {
  const known = await findLetterFile(platform, wanted);
  if (known) return known;
  const { letter, authority, subject, kind, caseNo } = wanted;
  const printed = renderLetterOfd(letter, { sealed: true });
  if (printed.kind === 'refused') throw unprintable(printed.refusals);
  const purpose: SealPurpose = receipts.has(kind) ? 'receipt' : 'letter';
  const seals = createSeals(platform);
  const seal = await seals.sealFor(authority, purpose);
  const sealed = await seals.useSeal({
    seal,
    files: printed.package,
    stamps: [stampAt(printed.sealPlace, seal)],
    purpose,
    actor: { person: 'system', capacity: 'system' },
    subject,
    caseNo,
  });
  const kept = await keepSealed(platform, sealed);
  const isFirst = await record(platform, wanted, kept).catch(async (fault: unknown) => {
    await kept.abandoned();
    throw fault;
  });
  if (isFirst) return { sm3: kept.sm3, size: kept.size };
  await kept.abandoned();
  const first = await findLetterFile(platform, wanted);
  if (!first) throw new Error(`the file of letter ${wanted.letterId} is gone`);
  return first;
}

async function findLetterFile(
  { pool, jurisdiction }: Platform,
  { subject, letterId }: LetterToSeal,
): Promise<LetterFile | undefined> {
  const { rows } = await pool.query<{ sm3: string; size: string }>({
    name: 'find-letter-file',
    text: `select encode(file_sm3, 'hex') as sm3, file_size as size from documents.letter_file
           where jurisdiction = $1 and subject_type = $2 and letter_id = $3`,
    values: [jurisdiction, subject.type, letterId],
  });
  return rows[0] && { sm3: rows[0].sm3, size: Number(rows[0].size) };
}

/** What a letter said may be erased while it is being sealed: then there is nothing to seal any more. */
async function refuseErased(
  client: PoolClient,
  jurisdiction: string,
  { subject, letterId }: LetterToSeal,
): Promise<void> {
  await client.query('select documents.hold_letters($1, $2, $3)', [jurisdiction, subject.type, subject.id]);
  const { rowCount } = await client.query(
    `select from ledger.fact made join ledger.fact gone using (jurisdiction, subject_type, subject_id)
     where jurisdiction = $1 and subject_type = $2 and subject_id = $3 and made.data #>> '{letter,id}' = $4
       and gone.kind = 'payload-erased' and (gone.data ->> 'version')::integer = made.version`,
    [jurisdiction, subject.type, subject.id, letterId],
  );
  if (rowCount !== 0) throw letterErased();
}

const erasedCode: ProblemCode = {
  code: 'letter/erased',
  status: 410,
  title: '文书的内容已依法删除',
  meaning: '文号和日期仍在办件里；文书写的内容已依法删除，盖章的文件也一并删除了。',
};
registerProblemCodes([erasedCode]);

export function letterErased(): Problem {
  const { meaning, ...problem } = erasedCode;
  return new Problem({ ...problem, detail: meaning });
}

/** False when somebody else's file of the same letter was first. */
async function record(
  { pool, jurisdiction, clock }: Platform,
  wanted: LetterToSeal,
  kept: KeptFile,
): Promise<boolean> {
  const { subject, letterId } = wanted;
  return inTransaction(pool, async (client) => {
    await refuseErased(client, jurisdiction, wanted);
    const { rowCount } = await client.query(
      `insert into documents.letter_file (jurisdiction, subject_type, subject_id, letter_id, file_sm3, file_size, made_at)
       values ($1, $2, $3, $4, decode($5, 'hex'), $6, $7) on conflict do nothing`,
      [jurisdiction, subject.type, subject.id, letterId, kept.sm3, kept.size, clock.now()],
    );
    if (rowCount === 1) await kept.write(client);
    return rowCount === 1;
  });
}

/** Whether exactly this file was sealed here as a letter. */
export async function isSealedLetter({ pool, jurisdiction }: Platform, sm3: string): Promise<boolean> {
  const { rowCount } = await pool.query({
    name: 'is-sealed-letter',
    text: `select from documents.letter_file where jurisdiction = $1 and file_sm3 = decode($2, 'hex')`,
    values: [jurisdiction, sm3],
  });
  return rowCount !== null && rowCount > 0;
}
