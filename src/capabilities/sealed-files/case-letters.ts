import { defineTask, type Recurrence, type Task } from '../../platform/jobs/task.ts';
import { createCases } from '../cases/public.ts';
import { type DueLetters, sealDueLetters } from './seal-due-letters.ts';

const caseLetters: DueLetters = {
  table: 'cases.letter',
  subjectColumn: 'case_id',
  async compose(platform, subjectId, letterId) {
    const cases = createCases(platform);
    const open = await cases.load(Number(subjectId));
    const found = open && cases.letterWhole(open, letterId, platform.config.address);
    if (!open || !found) throw new Error(`letter ${letterId} has no fact`);
    if (found.isErased) return undefined;
    const { kind, letter, authority } = found;
    const subject = { type: 'case' as const, id: subjectId };
    return { subject, letterId, kind, letter, authority, caseNo: open.record.caseNo };
  },
};

export const sealCaseLetters: Task = defineTask(
  'seal-case-letters',
  () => undefined,
  async (platform, _payload, { signal }) => {
    await sealDueLetters(platform, caseLetters, { signal });
  },
);

export const sealingCaseLetters: Recurrence = { task: sealCaseLetters.name, at: '* * * * *' };
