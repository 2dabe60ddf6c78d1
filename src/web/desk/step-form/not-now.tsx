import type { Basis } from '../../../kernel/basis.ts';
import { BasisList } from '../pieces/basis-list.tsx';

/** A step of a case, of a certificate, of a seal: some say more than others. */
export interface NotNowStep {
  step: string;
  label: string;
  why: string;
  code?: string;
  lane?: string | null | undefined;
  laneName?: string | null | undefined;
  needed?: string;
  basis?: Basis[];
}

const mostAtOnce = 4;

/** Folded: what cannot be done now, with the reason; what would be needed, and the basis, one press further. */
export function NotNow({ steps }: { steps: readonly NotNowStep[] }) {
  if (steps.length === 0) return null;
  const plain = steps.length > mostAtOnce ? steps.filter(isSelfEvident) : [];
  return (
    <details className="not-now">
      <summary>
        <h2>现在不能办的（{steps.length}）</h2>
      </summary>
      <Reasons steps={steps.filter((one) => !plain.includes(one))} />
      {plain.length > 0 && (
        <details>
          <summary>还有 {plain.length} 项没到或者已过办理的阶段</summary>
          <Reasons steps={plain} />
        </details>
      )}
    </details>
  );
}

const isRepeated = (steps: readonly NotNowStep[], step: string) =>
  steps.filter((one) => one.step === step).length > 1;

/** That a step of another stage is not open goes without saying; a rule that stands in the way does not. */
const isSelfEvident = ({ code }: NotNowStep) => code === 'step/not-from-here';

function Reasons({ steps }: { steps: readonly NotNowStep[] }) {
  return (
    <ul>
      {steps.map(({ step, label, lane, laneName, why, needed, basis }) => (
        <li key={`${step}/${lane ?? ''}`}>
          <details>
            <summary>
              <span className="not-now-label">
                {isRepeated(steps, step) && laneName ? `${label}（${laneName}）` : label}
              </span>
              <span className="why">{why}</span>
            </summary>
            {needed && <p>怎样才可以：{needed}</p>}
            <BasisList basis={basis ?? []} />
          </details>
        </li>
      ))}
    </ul>
  );
}
