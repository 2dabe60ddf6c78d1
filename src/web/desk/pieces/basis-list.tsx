import type { Basis } from '../../../kernel/basis.ts';
import { basisKindNames } from '../words/labels.ts';

/** Law, local rule or internal rule: each is called what it is. */
export function BasisList({ basis }: { basis: Basis[] }) {
  if (basis.length === 0) return null;
  return (
    <ul className="basis">
      {basis.map(({ kind, ref }) => (
        <li key={ref}>
          <span className={`basis-kind ${kind}`}>{basisKindNames[kind]}</span> {ref}
        </li>
      ))}
    </ul>
  );
}
