import type { Recurrence, Task } from '../../platform/jobs/task.ts';
import type { Capability } from '../../platform/platform.ts';
import { sealCaseLetters, sealingCaseLetters } from './case-letters.ts';
import { removeAbandonedFiles, sweeping } from './intended-files.ts';
import { letterFileRoutes } from './letter-file-routes.ts';
import { registerPrintProblems } from './print-problems.ts';

export { sealCaseLetters } from './case-letters.ts';
export { sweepAbandoned } from './intended-files.ts';
export { type KeptFile, keepSealed } from './keep-sealed.ts';
export { letterPdf } from './letter-pdf.ts';
export { unprintable } from './print-problems.ts';
export { type DueLetters, sealDueLetters } from './seal-due-letters.ts';
export { isSealedLetter, sealLetterOnce } from './seal-letter.ts';
export { stampsOn } from './sealed-picture.ts';
export { ofdType, readStored, sendFile } from './send-file.ts';
export { stampAt } from './stamp.ts';

/** Documents under seal: each made before its transaction, stored, and named by a fact, or not there at all. */
export const sealedFiles: Capability = {
  name: 'sealed-files',
  routes(app, platform) {
    registerPrintProblems();
    letterFileRoutes(app, platform);
  },
};

export const sealedFileTasks: Task[] = [removeAbandonedFiles, sealCaseLetters];
export const sealedFileRecurrences: Recurrence[] = [sweeping, sealingCaseLetters];
