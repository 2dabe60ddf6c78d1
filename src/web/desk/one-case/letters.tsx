import type { CaseView } from '../../../capabilities/cases/view-case.ts';
import { shortDay } from '../words/days.ts';
import type { Previewed } from './preview.tsx';

interface LettersProps {
  shown: CaseView;
  previewed: Previewed | undefined;
  onShow: (next: Previewed) => void;
}

export function Letters({ shown, previewed, onShow }: LettersProps) {
  if (shown.letters.length === 0) return null;
  return (
    <section>
      <h2>文书</h2>
      <ul className="letters">
        {shown.letters.map(({ id, name, docNo, on, to }) => (
          <li key={id}>
            <button
              type="button"
              className="document-line"
              aria-pressed={previewed?.kind === 'letter' && previewed.id === id}
              onClick={() => onShow({ kind: 'letter', id })}
            >
              <span>
                {name} <span className="fine number">{docNo}</span>
                {to && <span className="fine"> 致 {to}</span>}
              </span>
              <span className="fine">{shortDay(on)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
