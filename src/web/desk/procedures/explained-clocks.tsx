import type { ExplainedClockRule } from '../../../kernel/procedure/explanation.ts';
import { BasisList } from '../pieces/basis-list.tsx';

const againstWhom = { agency: '约束行政机关', applicant: '约束当事人', outside: '约束被征求意见的一方' };

/** What runs, from when to when, what does not count, and what happens when it ends. */
export function ExplainedClocks({ clocks }: { clocks: ExplainedClockRule[] }) {
  return (
    <section>
      <h2>时限</h2>
      {clocks.map((clock) => (
        <details key={`${clock.name}/${clock.label}`} className="explained">
          <summary>
            <b>{clock.label}</b> <span className="fine">{lengthInWords(clock)}</span>
          </summary>
          <p>{inWords(clock)}</p>
          <p className="fine">
            规则编号 {clock.rule} · {againstWhom[clock.against]}
          </p>
          <BasisList basis={clock.basis} />
        </details>
      ))}
    </section>
  );
}

function lengthInWords({ days, unit, each }: ExplainedClockRule): string {
  const length =
    days === null ? '按通知写明的天数' : `${days} ${unit === 'working' ? '个工作日' : '个自然日'}`;
  return each ? `${length}，每人（每个部门）分别计算` : length;
}

const quoted = (labels: string[]) => labels.map((label) => `“${label}”`).join('、');

function inWords(clock: ExplainedClockRule): string {
  const { startedBy, stoppedBy, pausedBy, extendedBy, expiry, mayLapse } = clock;
  return [
    `自${quoted(startedBy)}之日的次日起计算，到${quoted(stoppedBy)}为止。`,
    ...pausedBy.map(({ from, to }) => `从${quoted([from])}到${quoted(to)}的工作日不计算在内。`),
    pausedBy.length > 1 ? '几段不计算的时间重叠的，只扣除一次。' : '',
    extendedBy.length > 0 ? `${quoted(extendedBy)}可以加长。` : '',
    expiry ? `期满的次日由系统办理“${expiry}”。` : '',
    !expiry && mayLapse ? '期满不产生后果，只是不再能办。' : '',
    !expiry && !mayLapse ? '期满仍未办的，显示为逾期。' : '',
  ].join('');
}
