import type { Errors } from '../step-form/schema.ts';

export function ErrorSummary({ errors, onGo }: { errors: Errors; onGo: (pointer: string) => void }) {
  const list = Object.entries(errors);
  if (list.length === 0) return null;
  return (
    <ul className="error-summary">
      {list.map(([pointer, message]) => (
        <li key={pointer}>
          <button type="button" className="as-link" onClick={() => onGo(pointer)}>
            {message}
          </button>
        </li>
      ))}
    </ul>
  );
}
