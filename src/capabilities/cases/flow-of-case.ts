/** The flow chart of a case: its procedure's, with the way it has gone, as far as the viewer may know it. */
import type { Actor } from '../../kernel/actor.ts';
import { type ShownWay, wayOf } from '../../kernel/procedure/case-way.ts';
import { chartForParties, type FlowChart } from '../../kernel/procedure/flow-chart.ts';
import { legalDayOf } from '../../kernel/time/legal-day.ts';
import { daysLeftInWords, shortDay } from '../../web/kit/day-words.ts';
import { partyOf } from './case-context.ts';
import { explainedOnce } from './explained-procedures.ts';
import { partyNamed } from './involved-parties.ts';
import type { OpenCase } from './open-case.ts';
import { isFull } from './personal-data.ts';
import type { ClockView } from './view/clock-views.ts';
import type { CaseView } from './view-case.ts';

export interface FlowOfCase {
  chart: FlowChart;
  way: ShownWay;
}

/** `view` is what the viewer sees of the case: the clocks are the same. */
export function flowOfCase(open: OpenCase, viewer: Actor, view: Pick<CaseView, 'clocks'>): FlowOfCase {
  const { declaration, record, terms, settings, calendar, now } = open;
  const { chart } = explainedOnce(declaration, { item: terms, settings, calendar, now });
  const today = legalDayOf(now);
  const way = wayOf(declaration, record.facts);
  // Who is a party beside the applicant knows where the case stands and what concerns her, not how it came there.
  const isOwn = viewer.kind === 'staff' || partyOf(record, viewer) !== null;
  const { current } = way;
  return {
    chart: viewer.kind === 'applicant' ? chartForParties(chart) : chart,
    way: {
      visited: isOwn || current === null ? way.visited : { [current]: way.visited[current] ?? today },
      current,
      taken: isOwn ? way.taken : {},
      today,
      lanes: shownLanes(open, way.lanes, viewer),
      running: view.clocks.filter(isOfTheCase).map((clock) => runningInWords(clock, today)),
    },
  };
}

/** What an office has to keep towards the others stands with that office; without its name it would say nothing here. */
const isOfTheCase = ({ against, laneName, daysLeft }: ClockView) =>
  against !== 'outside' && laneName === null && daysLeft !== null;

/**
 * To those who work on it every office with its conclusion; to a party that an office has finished, and not how: what
 * counts for her is the decision.
 */
function shownLanes(
  open: OpenCase,
  lanes: ReturnType<typeof wayOf>['lanes'],
  viewer: Actor,
): ShownWay['lanes'] {
  const { declaration, record, directory } = open;
  const isParty = viewer.kind === 'applicant';
  const own = partyOf(record, viewer) ? record.applicant.id : '';
  const withNames = !isParty && isFull(open, viewer);
  return Object.fromEntries(
    Object.entries(lanes).map(([lane, instances]) => {
      const declared = declaration.lanes[lane];
      const shown = instances.flatMap(({ instance, state, on }) => {
        const standing = declared?.states[state] ?? state;
        const isOver = declared?.ends.includes(state) === true;
        if (declared?.per === 'office') {
          const name = directory.officeName(instance, legalDayOf(open.now));
          return [{ name, standing: isParty ? (isOver ? '已经结束' : '正在进行') : standing, on }];
        }
        if (declared?.per === 'party') {
          if (isParty) return instance === own ? [{ name: '您', standing, on }] : [];
          const name = (withNames && partyNamed(record, instance)) || declared.label;
          return [{ name, standing, on }];
        }
        return [{ name: declared?.label ?? lane, standing, on }];
      });
      return [lane, shown];
    }),
  );
}

function runningInWords({ label, due, light, daysLeft, provisional }: ClockView, today: string): string {
  const left = light === 'paused' ? '暂停计算' : daysLeftInWords(daysLeft ?? 0);
  return `${label}：最迟 ${shortDay(due, today)}${provisional ? '（暂算）' : ''}，${left}`;
}
