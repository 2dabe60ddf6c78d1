import type { CaseView } from '../../../capabilities/cases/view-case.ts';

/** What is unusual though possible. Nobody is stopped by it, but nobody should decide without having seen it. */
export function CaseWarnings({ warnings }: Pick<CaseView, 'warnings'>) {
  if (warnings.length === 0) return null;
  return (
    <section className="caution" aria-label="需要核对">
      <p>
        <b>▲ 需要核对</b>
      </p>
      <ul>
        {warnings.map(({ pointer, message }) => (
          <li key={`${pointer} ${message}`}>{message}</li>
        ))}
      </ul>
    </section>
  );
}
