/** Pages for citizens and companies: rendered on the server, readable and submittable without a script. */
import type { Capability } from '../../platform/platform.ts';
import { caseEvidenceRoutes } from '../evidence/case-evidence-page.tsx';
import { ledgerPageRoutes } from '../evidence/ledger-page.tsx';
import { licencePageRoutes } from '../licences/licence-pages.ts';
import { applyRoutes } from './apply.tsx';
import { casePageRoutes } from './case-page.tsx';
import { casePaperRoutes } from './case-papers.tsx';
import { caseStepRoutes } from './case-steps.tsx';
import { correctRoutes } from './correct-page.tsx';
import { deadlineRoutes } from './deadline-page.tsx';
import { displayRoutes } from './display.ts';
import { draftRoutes } from './draft-routes.tsx';
import { filingPageRoutes } from './filings.tsx';
import { flowChartRoutes } from './flow-charts.tsx';
import { guideRoutes } from './guide.tsx';
import { hearingPageRoutes } from './hearings.tsx';
import { homeRoutes } from './home.tsx';
import { informationRoutes } from './information-requests.tsx';
import { messageRoutes } from './messages.tsx';
import { myCasesRoutes } from './my-cases.tsx';
import { officeRoutes } from './offices.tsx';
import { createPortal } from './portal-sources.ts';
import { renderProblemPage } from './problem-page.tsx';
import { progressRoutes } from './progress.tsx';
import { searchRoutes } from './search.tsx';
import { signInRoutes } from './sign-in.tsx';
import { supplementRoutes } from './supplement-page.tsx';

/** Stands last in the list of capabilities: it only shows what the others do. */
export const portal: Capability = {
  name: 'portal',
  async routes(app, platform) {
    const sources = await createPortal(app, platform);
    app.problemPage.render = (request, problem) => renderProblemPage(sources, request, problem);
    for (const declareRoutes of [
      homeRoutes,
      searchRoutes,
      officeRoutes,
      progressRoutes,
      guideRoutes,
      flowChartRoutes,
      deadlineRoutes,
      informationRoutes,
      filingPageRoutes,
      hearingPageRoutes,
      signInRoutes,
      displayRoutes,
      applyRoutes,
      draftRoutes,
      myCasesRoutes,
      casePageRoutes,
      casePaperRoutes,
      caseStepRoutes,
      correctRoutes,
      supplementRoutes,
      messageRoutes,
      licencePageRoutes,
      caseEvidenceRoutes,
      ledgerPageRoutes,
    ]) {
      declareRoutes(app, sources);
    }
  },
};
