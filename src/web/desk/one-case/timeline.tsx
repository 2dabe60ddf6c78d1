import type { CaseView } from '../../../capabilities/cases/view-case.ts';
import { FactList } from '../pieces/fact-list.tsx';

export function Timeline({ shown }: { shown: CaseView }) {
  return (
    <section>
      <h2>进展</h2>
      <FactList facts={shown.timeline.map((entry) => ({ ...entry, office: entry.officeName }))} />
    </section>
  );
}
