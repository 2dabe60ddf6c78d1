/** One case on one page: what was handed in · how it stands and why · what I may do now. */
import { Segmented, Skeleton } from 'antd';
import { useRef, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { CaseView } from '../../../capabilities/cases/view-case.ts';
import { useKeys } from '../frame/keys.ts';
import { CaseWarnings } from '../pieces/case-warnings.tsx';
import { usePageTitle } from '../pieces/page-title.ts';
import { ProblemNotice } from '../pieces/problem-notice.tsx';
import { useCase, useWorklist } from '../server-answers/cases.ts';
import { NextSteps } from '../step-form/next-steps.tsx';
import { CaseHead } from './case-head.tsx';
import { Clocks } from './clocks.tsx';
import { Flow } from './flow.tsx';
import { FormAnswers } from './form-answers.tsx';
import { Lanes } from './lanes.tsx';
import { Letters } from './letters.tsx';
import { Licences } from './licences.tsx';
import { MaterialList } from './material-list.tsx';
import { NoticeAnswers } from './notice-answers.tsx';
import { Parties } from './parties.tsx';
import { Preview, type Previewed } from './preview.tsx';
import { Timeline } from './timeline.tsx';

export function CasePage() {
  const { caseNo = '' } = useParams();
  usePageTitle(caseNo);
  const found = useCase(caseNo);
  if (found.isPending) return <Skeleton className="page" active />;
  if (!found.data) {
    return (
      <section className="page">
        <h1>{caseNo}</h1>
        <ProblemNotice error={found.error} onRetry={() => found.refetch()} />
        <p className="row ways-on">
          <Link to="/cases">回到办件查询</Link>
          <Link to="/">回到待办</Link>
        </p>
      </section>
    );
  }
  // A case of its own: what was open or chosen for the last one means nothing here.
  return <CaseShown key={caseNo} shown={found.data} lost={found.error} />;
}

function CaseShown({ shown, lost }: { shown: CaseView; lost: Error | null }) {
  const [previewed, setPreviewed] = useState<Previewed>();
  const [pane, setPane] = useState<'course' | 'flow' | 'preview'>('course');
  const course = useRef<HTMLElement>(null);
  const { wanted, goToNext } = useMyWork(shown.caseNo);
  const show = (next: Previewed) => {
    setPreviewed(next);
    setPane('preview');
    // On a narrow screen the parts lie below each other.
    requestAnimationFrame(() => course.current?.scrollIntoView({ block: 'nearest' }));
  };
  useKeys({
    m: () => {
      const next = nextDocument(shown, previewed);
      if (next) show(next);
    },
    t: () => setPane('course'),
    f: () => setPane('flow'),
    ...(goToNext && { n: goToNext }),
  });
  return (
    <article className="case-page">
      <CaseHead shown={shown} onNext={goToNext} />
      <CaseWarnings warnings={shown.warnings} />
      {lost && <ProblemNotice error={lost} />}
      <div className="case-parts">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and may hold nothing else for the keyboard */}
        <section className="part handed" aria-label="材料和申请表" tabIndex={0}>
          <MaterialList shown={shown} previewed={previewed} onShow={show} />
          <Letters shown={shown} previewed={previewed} onShow={show} />
          <Licences shown={shown} />
          <Parties shown={shown} />
          <FormAnswers shown={shown} />
        </section>
        <section ref={course} className="part course" aria-label="进展、时限和预览">
          <Segmented
            block
            value={pane}
            onChange={setPane}
            options={[
              { value: 'course', label: '进展与时限' },
              { value: 'flow', label: '流程图' },
              { value: 'preview', label: '预览' },
            ]}
          />
          {pane === 'preview' && <Preview shown={shown} previewed={previewed} />}
          {pane === 'flow' && <Flow shown={shown} />}
          {pane === 'course' && (
            <>
              <Clocks shown={shown} />
              <Lanes shown={shown} />
              <NoticeAnswers shown={shown} previewed={previewed} onShow={show} />
              <Timeline shown={shown} />
            </>
          )}
        </section>
        <section className="part steps" aria-label="我现在可以办的">
          <NextSteps
            shown={shown}
            wanted={wanted}
            onNext={goToNext}
            onShowLetter={(id) => show({ kind: 'letter', id })}
          />
        </section>
      </div>
    </article>
  );
}

/** What my worklist wants of this case, and how to go on to the next thing; nowhere when there is none. */
function useMyWork(caseNo: string): { wanted: string[]; goToNext: (() => void) | undefined } {
  const navigate = useNavigate();
  const items = useWorklist(undefined).data?.pages.flatMap((page) => page.items) ?? [];
  const here = items.findLastIndex((item) => item.caseNo === caseNo);
  const next = items[here + 1];
  return {
    wanted: items.filter((item) => item.caseNo === caseNo).map((item) => item.step),
    goToNext: next && (() => navigate(`/cases/${next.caseNo}`)),
  };
}

function nextDocument(shown: CaseView, previewed: Previewed | undefined): Previewed | undefined {
  const ids = shown.materials.flatMap(({ documents }) =>
    documents.filter(({ erased }) => !erased).map(({ documentId }) => documentId),
  );
  const at = previewed?.kind === 'document' ? ids.indexOf(previewed.id) : -1;
  const id = ids[(at + 1) % Math.max(ids.length, 1)];
  return id === undefined ? undefined : { kind: 'document', id };
}
