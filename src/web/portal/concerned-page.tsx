/** A case of somebody else as an interested party sees it: what concerns her, and what she can do (行政许可法 36, 47). */
import type { ReactNode } from 'react';
import type { CaseView } from '../../capabilities/cases/public.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import { dayInWords } from '../kit/day-words.ts';
import { Pair, Pairs, Trail } from '../kit/parts.tsx';
import { Clocks, Results, Timeline } from './case-course.tsx';
import { myTrail } from './my-case.ts';

interface ConcernedPageProps {
  view: CaseView;
  today: LegalDay;
  actions: ReactNode;
}

export function ConcernedPage({ view, today, actions }: ConcernedPageProps) {
  const applicant = view.parties.find(({ role }) => role === 'applicant');
  const { says, means, tone } = concernedSentence(view, today);
  return (
    <>
      <Trail places={myTrail} />
      <h1>{view.itemName}</h1>
      <p className="quiet number">办件编号 {view.caseNo}</p>
      <div className={`sentence ${tone}`}>
        <p className="says">{says}</p>
        {means && <p>{means}</p>}
      </div>
      <Pairs>
        <Pair name="谁提出的申请">{applicant?.name}</Pair>
        <Pair name="由谁决定">{view.authorityName}</Pair>
        <Pair name="现在">{view.statusLabel}</Pair>
      </Pairs>
      {actions}
      <Results view={view} today={today} />
      <Timeline view={view} today={today} />
      <Clocks view={view} today={today} />
      <p className="small quiet">
        您是这项许可的利害关系人，这里只显示与您有关的内容；申请人提交的材料不在这里公开，审查意见的证据和理由在听证会上提供。
      </p>
    </>
  );
}

interface Sentence {
  says: string;
  means?: string;
  tone: 'normal' | 'warning' | 'paused' | 'good' | 'stopped';
}

function concernedSentence(view: Pick<CaseView, 'lanes' | 'clocks' | 'status'>, today: LegalDay): Sentence {
  const hearing = view.lanes.find(({ lane }) => lane === 'hearing')?.state;
  switch (hearing) {
    case 'required':
      return { says: '将举行听证，时间、地点会书面通知您。', tone: 'normal' };
    case 'scheduled':
      return {
        says: '听证的时间、地点已经确定，见下面的听证通知书。',
        means: '您可以到场提出证据，进行申辩和质证。参加听证不用交费。',
        tone: 'warning',
      };
    case 'held':
      return { says: '听证已经举行，笔录交参加人确认签字。', tone: 'normal' };
    case 'recorded':
      return { says: '听证笔录已经签字，决定将根据笔录作出。', tone: 'normal' };
  }
  const right = view.clocks.find(({ name, light }) => name === 'hearing-request' && light !== 'stopped');
  if (right) {
    return {
      says: `这项许可与您有重大利益关系，您可以要求听证，最迟 ${dayInWords(right.due, today)}（含当日）`,
      means: '要求听证不用交费。不要求听证的，也可以陈述、申辩。',
      tone: 'warning',
    };
  }
  return {
    says: '这项许可与您有关，您可以陈述、申辩。',
    ...(view.status === 'accepted' || view.status === 'reviewing' || view.status === 'reviewed'
      ? {}
      : { means: '这项申请已经有了结果，或者不再办理。' }),
    tone: 'stopped',
  };
}
