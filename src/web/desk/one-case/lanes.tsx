import { Button } from 'antd';
import { useState } from 'react';
import type { ClockView } from '../../../capabilities/cases/view/clock-views.ts';
import type { CaseView } from '../../../capabilities/cases/view-case.ts';
import { Day } from '../pieces/day.tsx';
import { Light } from '../pieces/light.tsx';
import { Sheet } from '../pieces/sheet.tsx';
import { lanesBeside } from '../step-form/lanes-beside.ts';
import { dayText, shortDay } from '../words/days.ts';
import { ClockExplanation } from './clock-explanation.tsx';

/** Where each office or third party stands, with whom, and by when. The case's own lane is what the headline already says. */
export function Lanes({ shown }: { shown: CaseView }) {
  const [explained, setExplained] = useState<ClockView>();
  const beside = Map.groupBy(lanesBeside(shown), ({ lane }) => lane);
  if (beside.size === 0) return null;
  return (
    <>
      {[...beside].map(([name, instances]) => (
        <section key={name}>
          <h2>{name === 'review' ? '各部门审查' : instances[0]?.label}</h2>
          <ul className="lanes">
            {instances.map((lane) => (
              <li key={lane.instance}>
                <p>
                  <b>{lane.instanceLabel === lane.label ? '' : lane.instanceLabel}</b>{' '}
                  <span className={`state ${lane.state}`}>{lane.stateLabel}</span>
                  {lane.urgedOn && <span className="urged">▲ {shortDay(lane.urgedOn)}催办</span>}
                </p>
                <LaneRemarks lane={lane} clock={clockOf(shown, lane)} onExplain={setExplained} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      <Sheet
        open={explained !== undefined}
        onClose={() => setExplained(undefined)}
        place="side"
        title={
          explained &&
          `${explained.laneName}${explained.label}：为什么是 ${dayText(explained.due, explained.startedOn)}？`
        }
      >
        {explained && (
          <ClockExplanation
            caseNo={shown.caseNo}
            version={shown.version}
            name={`${explained.name}:${explained.of}`}
          />
        )}
      </Sheet>
    </>
  );
}

type Lane = CaseView['lanes'][number];

/** The lane's own limit, where a rule sets one; a clock bears its lane's office. */
const clockOf = ({ clocks }: CaseView, { lane, instance }: Lane) =>
  clocks.find(({ name, of, laneName }) => laneName !== null && name === lane && of === instance);

interface RemarksProps {
  lane: Lane;
  clock: ClockView | undefined;
  onExplain: (clock: ClockView) => void;
}

function LaneRemarks({ lane, clock, onExplain }: RemarksProps) {
  const isRunning = clock !== undefined && clock.stoppedOn === null;
  if (!isRunning && !lane.note && !lane.officer && !lane.over) return null;
  return (
    <p className="fine dots">
      {lane.over && <span>{shortDay(lane.since)}</span>}
      {lane.officer && <span>由 {lane.officer} 经办</span>}
      {lane.note && <span className="light paused">‖ {lane.note}</span>}
      {isRunning && (
        <span>
          {!lane.note && <Light light={clock.light} />} 本部门最迟{' '}
          <Day day={clock.due} besides={clock.startedOn} />{' '}
          <Button size="small" type="link" onClick={() => onExplain(clock)}>
            为什么？
          </Button>
        </span>
      )}
    </p>
  );
}
