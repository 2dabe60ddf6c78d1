import { isLegalDay } from '../../kernel/time/legal-day.ts';
import type { Recurrence, Task } from '../../platform/jobs/task.ts';
import { defineTask } from '../../platform/jobs/task.ts';
import type { Capability, Platform } from '../../platform/platform.ts';
import { registerDocumentViewer } from '../documents/public.ts';
import { caseRoutes } from './case-routes.ts';
import { bindCases, createCases } from './cases.ts';
import { type CertificateDesk, noCertificates } from './certificate-desk.ts';
import { mayViewDocument } from './document-viewer.ts';
import { registerRefusalCodes } from './problems.ts';
import type { ProcedureModule, RenderLetter } from './procedure-module.ts';
import { seedSettings } from './settings.ts';

export { factActorOf } from './case-context.ts';
export { findCaseId } from './case-id.ts';
export type { CaseRecord, Party, RecordedFact } from './case-record.ts';
export type { CaseSummary } from './case-summary.ts';
export { type Cases, createCases } from './cases.ts';
export type { CertificateDesk, LookedUp, Naming, TakenLicence } from './certificate-desk.ts';
export type { ConcerningCase } from './concerning-cases.ts';
export { type ErasureOrder, erasable } from './erase-case.ts';
export { applicantSchema, type DraftChange, type Filing, filingErrors, filingSchema } from './filing.ts';
export { type FilingWarning, filingWarnings, isSameName } from './filing-warnings.ts';
export type { FlowOfCase } from './flow-of-case.ts';
export { documentsNamedIn } from './handed-in.ts';
export { partyNamed } from './involved-parties.ts';
export { keepMisconduct } from './keep-misconduct.ts';
export type { CaseQuery } from './list-cases.ts';
export type { OpenCase } from './open-case.ts';
export { forbidden, invalid, refused, stepForbidden, stepUnknown } from './problems.ts';
export type {
  EffectSource,
  LetterContent,
  LetterInput,
  LetterSource,
  MakeEffect,
  ProcedureModule,
  RenderLetter,
  StepEffect,
} from './procedure-module.ts';
export { standardSettings } from './settings.ts';
export { validateStepInput } from './step-input.ts';
export type { StepRequest } from './take-step.ts';
export { tellApplicants } from './tell-applicant.ts';
export { tidyFiling } from './tidy-filing.ts';
export type { ClockView, ExplainedClock } from './view/clock-views.ts';
export type { OfferedStep } from './view/offered-steps.ts';
export type { TimelineEntry } from './view/timeline.ts';
export type { CaseView } from './view-case.ts';
export type { WorkItem } from './worklist.ts';

/** The cases of all procedures given. A procedure is one file and its line in this list. */
export function casesCapability(
  modules: ProcedureModule[],
  renderLetter: RenderLetter,
  certificates: (platform: Platform) => CertificateDesk = () => noCertificates,
): Capability {
  return {
    name: 'cases',
    async seed(platform) {
      await seedSettings(platform);
      bindCases(platform, modules, certificates(platform));
    },
    routes(app, platform) {
      registerRefusalCodes(modules);
      registerDocumentViewer(platform, (actor, id) => mayViewDocument(platform, actor, id));
      platform.clock.onMove(async () => {
        await createCases(platform).settleDue();
      });
      caseRoutes(app, platform, renderLetter);
    },
  };
}

/** Steps that law takes by itself when a clock runs out; every minute, and when a demonstration's clock is moved. */
export const settleDueCases: Task = defineTask(
  'settle-due-cases',
  () => undefined,
  async (platform) => {
    await createCases(platform).settleDue();
  },
);

export const recountJob = 'recount-limits';

/** After another arrangement of holidays was imported. */
export const recountLimits: Task = defineTask(
  recountJob,
  (payload) => {
    const { from } = payload as { from?: unknown };
    if (!isLegalDay(from)) throw new Error('a recount begins on a day');
    return { from };
  },
  async (platform, { from }) => {
    const moved = await createCases(platform).recountLimits(from);
    platform.log.info({ from, cases: moved }, '按新的放假安排重新计算了期限');
  },
);

export const caseRecurrences: Recurrence[] = [
  { task: 'settle-due-cases', at: '* * * * *' },
  { task: 'tell-applicants', at: '* * * * *' },
];
