import type { ExplainedStep } from '../../../kernel/procedure/explanation.ts';

/** Every paper the procedure can make, and by which steps. */
export function ExplainedLetters({ steps }: { steps: ExplainedStep[] }) {
  const letters = Map.groupBy(
    steps.flatMap(({ label, letters: names }) => names.map((name) => ({ name, label }))),
    ({ name }) => name,
  );
  if (letters.size === 0) return null;
  return (
    <section>
      <h2>文书</h2>
      <dl className="answers">
        {[...letters].map(([name, made]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{[...new Set(made.map(({ label }) => label))].join('、')}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
