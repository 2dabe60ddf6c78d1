import { Day } from '../pieces/day.tsx';
import { useClockExplanation } from '../server-answers/cases.ts';

/** Until when the special procedure is announced to last: the last day that the paused clock leaves out. */
export function SpecialEnd({ caseNo, clock, version }: { caseNo: string; clock: string; version: number }) {
  const { data } = useClockExplanation(caseNo, clock, version);
  const end = data?.lines.findLast(({ kind }) => kind === 'pause')?.to;
  return end === undefined ? null : (
    <>
      ，预计至 <Day day={end} />
    </>
  );
}
