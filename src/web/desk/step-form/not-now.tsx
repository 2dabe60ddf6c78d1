import type { CaseView } from '../../../capabilities/cases/view-case.ts';
import { BasisList } from '../pieces/basis-list.tsx';

type NotNowStep = CaseView['notNow'][number];

const mostAtOnce = 4;

/** Folded: what cannot be done now, with the reason; what would be needed, and the basis, one press further. */
export function NotNow({ steps }: { steps: CaseView['notNow'] }) {
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

const isRepeated = (steps: NotNowStep[], step: string) => steps.filter((one) => one.step === step).length > 1;

/** That a step of another stage is not open goes without saying; a rule that stands in the way does not. */
const isSelfEvident = ({ code }: NotNowStep) => code === 'step/not-from-here';

function Reasons({ steps }: { steps: NotNowStep[] }) {
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
            <BasisList basis={basis} />
          </details>
        </li>
      ))}
    </ul>
  );
}
