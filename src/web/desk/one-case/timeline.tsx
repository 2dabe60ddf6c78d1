import type { CaseView } from '../../../capabilities/cases/view-case.ts';
import { legalDayOf } from '../../../kernel/time/legal-day.ts';
import { BasisList } from '../pieces/basis-list.tsx';
import { dayText, momentText } from '../words/days.ts';

/** What happened, the newest first. Each entry is a fact of the ledger and shows its hash. */
export function Timeline({ shown }: { shown: CaseView }) {
  return (
    <section>
      <h2>进展</h2>
      <ol className="timeline" reversed>
        {shown.timeline.toReversed().map((entry) => (
          <li key={entry.version}>
            <p className="entry-head">
              <b>{entry.label}</b>
              <span className="fine">{dayText(entry.effectiveOn)}</span>
            </p>
            {entry.note && <p>{entry.note}</p>}
            <p className="fine dots">
              {entry.actor && <span>{entry.actor}</span>}
              {entry.officeName && <span>{entry.officeName}</span>}
              <span>
                {legalDayOf(new Date(entry.recordedAt)) === entry.effectiveOn
                  ? momentText(entry.recordedAt).split(' ')[1]
                  : `${momentText(entry.recordedAt)} 记录`}
              </span>
            </p>
            <details>
              <summary>依据和存证</summary>
              <BasisList basis={entry.basis} />
              <p className="fine digest">
                第 {entry.version} 条记录 · 账本散列 {entry.hash}
              </p>
            </details>
          </li>
        ))}
      </ol>
    </section>
  );
}
