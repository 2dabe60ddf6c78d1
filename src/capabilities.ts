import { calendarCapability } from './capabilities/calendar/public.ts';
import {
  caseRecurrences,
  casesCapability,
  recountLimits,
  settleDueCases,
  tellApplicants,
} from './capabilities/cases/public.ts';
import { catalogue } from './capabilities/catalogue/public.ts';
import { demoClock } from './capabilities/demo-clock/public.ts';
import { documents, removeErasedContents, sweepUnusedContents } from './capabilities/documents/public.ts';
import { evidence, evidenceRecurrences, evidenceTasks } from './capabilities/evidence/public.ts';
import { informationRequestModule, informationRequests } from './capabilities/information-requests/public.ts';
import {
  createCertificateDesk,
  issueLicence,
  licenceRecurrences,
  licences,
  licenceTasks,
  renewLicence,
} from './capabilities/licences/public.ts';
import { createLicensingModule, licensingCapability } from './capabilities/licensing/public.ts';
import { notifications } from './capabilities/notifications/public.ts';
import { organisation } from './capabilities/organisation/public.ts';
import { archiveClosedCases, carryOutErasures, retention } from './capabilities/retention/public.ts';
import { sealedFileRecurrences, sealedFiles, sealedFileTasks } from './capabilities/sealed-files/public.ts';
import { seals } from './capabilities/seals/public.ts';
import { forgetOldAnswers } from './platform/http/idempotency.ts';
import { jobs } from './platform/jobs/job-routes.ts';
import { defineTask, type Recurrence, type Task } from './platform/jobs/task.ts';
import type { Capability } from './platform/platform.ts';
import { renderLetter } from './web/letters/render-letter.ts';
import { portal } from './web/portal/portal.tsx';
import { forgetReturnedForms } from './web/portal/returned-forms.ts';

const licensing = createLicensingModule({ issueLicence, renewLicence });

/** What this installation can do. Seeds run in this order, so what others refer to comes first. */
export const capabilities: Capability[] = [
  organisation,
  calendarCapability,
  documents,
  catalogue,
  notifications,
  seals,
  licences,
  sealedFiles,
  casesCapability([licensing, informationRequestModule], renderLetter, createCertificateDesk),
  licensingCapability,
  informationRequests,
  retention,
  evidence,
  jobs,
  demoClock,
  portal,
];

/** First answers under an Idempotency-Key are kept for seven days. */
const forgetAnswers: Task = defineTask(
  'forget-old-answers',
  () => undefined,
  async (platform) => {
    await forgetOldAnswers(platform);
  },
);

/** What a page of the portal could not take is kept for a day. */
const forgetForms: Task = defineTask(
  'forget-returned-forms',
  () => undefined,
  async (platform) => {
    await forgetReturnedForms(platform);
  },
);

/** What runs later, in any process of the installation. */
export const tasks: Task[] = [
  settleDueCases,
  recountLimits,
  tellApplicants,
  ...licenceTasks,
  ...sealedFileTasks,
  forgetAnswers,
  forgetForms,
  archiveClosedCases,
  carryOutErasures,
  removeErasedContents,
  sweepUnusedContents,
  ...evidenceTasks,
];

/** Which of the tasks run by themselves, and when. */
export const recurrences: Recurrence[] = [
  ...caseRecurrences,
  ...licenceRecurrences,
  ...sealedFileRecurrences,
  ...evidenceRecurrences,
  { task: forgetAnswers.name, at: '17 18 * * *' },
  { task: forgetForms.name, at: '37 * * * *' },
  { task: sweepUnusedContents.name, at: '37 18 * * *' },
];
