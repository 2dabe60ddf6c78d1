/**
 * Letters are sealed soon after their fact, whether or not somebody asks for them: by a job, outside the step and its
 * transaction. What a dying job leaves is a letter that is still due and a file that is swept (intended-files.ts).
 */

import { Problem } from '../../platform/http/problem.ts';
import { whenQuiet } from '../../platform/jobs/give-way.ts';
import type { Platform } from '../../platform/platform.ts';
import { faultForLog } from '../../platform/process/fault-for-log.ts';
import { type LetterToSeal, sealLetterOnce } from './seal-letter.ts';

/** Where letters of one kind of subject stand, and how one of them is composed; undefined when its words are gone. */
export interface DueLetters {
  table: 'cases.letter' | 'licences.letter';
  subjectColumn: 'case_id' | 'licence_id';
  compose(platform: Platform, subjectId: string, letterId: string): Promise<LetterToSeal | undefined>;
}

interface Taken {
  id: string;
  subjectId: string;
}

/** Shorter than the minute between two runs of the job. */
const longestRunMs = 40_000;

/**
 * Seals what is due, the oldest first, one at a time, giving way to everything else of this process. One that cannot be
 * sealed (no seal in use, a character without a typeface) waits, each time longer, and keeps no other waiting.
 * @returns how many were sealed.
 */
export async function sealDueLetters(
  platform: Platform,
  due: DueLetters,
  { pause = whenQuiet, signal }: { pause?: () => Promise<void>; signal?: AbortSignal | undefined } = {},
): Promise<number> {
  const end = performance.now() + longestRunMs;
  let sealed = 0;
  while (performance.now() < end && !signal?.aborted) {
    const taken = await takeDue(platform, due);
    if (!taken) break;
    await pause();
    if (await sealTaken(platform, due, taken)) sealed++;
  }
  return sealed;
}

/** The job's own until the mark comes round again: far longer than one letter takes. */
async function takeDue({ pool, jurisdiction }: Platform, due: DueLetters): Promise<Taken | undefined> {
  const { rows } = await pool.query<Taken>(
    `update ${due.table} set seal_after = now() + interval '5 minutes', seal_tries = least(seal_tries + 1, 100)
     where (jurisdiction, id) = (
       select l.jurisdiction, l.id from ${due.table} l where l.jurisdiction = $1 and l.seal_after <= now()
       order by l.seal_after limit 1 for update skip locked)
     returning id, ${due.subjectColumn}::text as "subjectId"`,
    [jurisdiction],
  );
  return rows[0];
}

async function sealTaken(platform: Platform, due: DueLetters, { id, subjectId }: Taken): Promise<boolean> {
  try {
    const letter = await due.compose(platform, subjectId, id);
    if (letter) await sealLetterOnce(platform, letter);
    await mark(platform, due, id, 'null');
    return letter !== undefined;
  } catch (fault) {
    const isGone = fault instanceof Problem && fault.code === 'letter/erased';
    if (!isGone) {
      const code = fault instanceof Problem ? fault.code : undefined;
      platform.log.warn({ ...faultForLog(fault), code, letter: id }, '文书暂时不能盖章');
    }
    await mark(platform, due, id, isGone ? 'null' : laterEachTime);
    return false;
  }
}

/** Twenty minutes, forty, … a day. */
const laterEachTime = `now() + least(interval '10 minutes' * (2 ^ least(seal_tries, 10)), interval '1 day')`;

async function mark({ pool, jurisdiction }: Platform, { table }: DueLetters, id: string, when: string) {
  await pool.query(`update ${table} set seal_after = ${when} where jurisdiction = $1 and id = $2`, [
    jurisdiction,
    id,
  ]);
}
