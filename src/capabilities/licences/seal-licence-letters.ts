import { defineTask, type Recurrence, type Task } from '../../platform/jobs/task.ts';
import { type DueLetters, sealDueLetters } from '../sealed-files/public.ts';
import { letterOf, lettersOf } from './licence-letters.ts';
import { openLicence } from './open-licence.ts';

const licenceLetters: DueLetters = {
  table: 'licences.letter',
  subjectColumn: 'licence_id',
  async compose(platform, subjectId, letterId) {
    const open = await openLicence(platform, subjectId);
    const letter = open && letterOf(open, letterId);
    const listed = open && lettersOf(open).find(({ id }) => id === letterId);
    if (!letter || !listed) throw new Error(`letter ${letterId} has no fact`);
    const { authority, caseNo } = open.licence;
    const subject = { type: 'licence' as const, id: subjectId };
    return { subject, letterId, kind: listed.kind, letter, authority, caseNo };
  },
};

/** Letters about certificates; those of cases have a job of their own (sealed-files). */
export const sealLicenceLetters: Task = defineTask(
  'seal-licence-letters',
  () => undefined,
  async (platform, _payload, { signal }) => {
    await sealDueLetters(platform, licenceLetters, { signal });
  },
);

export const sealingLicenceLetters: Recurrence = { task: sealLicenceLetters.name, at: '* * * * *' };
