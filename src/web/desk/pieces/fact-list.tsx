/** What happened, the newest first. Each entry is a fact of the ledger and shows its hash. */
import type { Basis } from '../../../kernel/basis.ts';
import { type LegalDay, legalDayOf } from '../../../kernel/time/legal-day.ts';
import { dayText, momentText } from '../words/days.ts';
import { BasisList } from './basis-list.tsx';

export interface ListedFact {
  version: number;
  label: string;
  note: string;
  effectiveOn: LegalDay;
  recordedAt: string;
  actor: string;
  /** In words. */
  office: string | null;
  basis: Basis[];
  hash: string;
}

export function FactList({ facts }: { facts: readonly ListedFact[] }) {
  return (
    <ol className="timeline" reversed>
      {facts.toReversed().map((fact) => (
        <li key={fact.version}>
          <p className="entry-head">
            <b>{fact.label}</b>
            <span className="fine">{dayText(fact.effectiveOn)}</span>
          </p>
          {fact.note && <p>{fact.note}</p>}
          <p className="fine dots">
            {fact.actor && <span>{fact.actor}</span>}
            {fact.office && <span>{fact.office}</span>}
            <span>
              {legalDayOf(new Date(fact.recordedAt)) === fact.effectiveOn
                ? momentText(fact.recordedAt).split(' ')[1]
                : `${momentText(fact.recordedAt)} 记录`}
            </span>
          </p>
          <details>
            <summary>依据和存证</summary>
            <BasisList basis={fact.basis} />
            <p className="fine digest">
              第 {fact.version} 条记录 · 账本散列 {fact.hash}
            </p>
          </details>
        </li>
      ))}
    </ol>
  );
}
