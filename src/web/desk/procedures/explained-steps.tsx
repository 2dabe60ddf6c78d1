import type { ExplainedField, ExplainedStep, Explanation } from '../../../kernel/procedure/explanation.ts';
import { asOfficersSay } from '../../kit/role-names.ts';
import { BasisList } from '../pieces/basis-list.tsx';

/** Who may do what, from where, with what, on which basis, and what comes of it. */
export function ExplainedSteps({
  opening,
  steps,
  standing,
}: Pick<Explanation, 'opening' | 'steps' | 'standing'>) {
  return (
    <section>
      <h2>谁能做什么</h2>
      <p>由{inPlaces(opening)}提出申请。</p>
      {steps.map((step) => (
        <ExplainedStepDetails key={step.step} step={step} />
      ))}
      <h3>任何在办的办件</h3>
      {standing.map((step) => (
        <ExplainedStepDetails key={step.step} step={step} />
      ))}
    </section>
  );
}

function ExplainedStepDetails({ step }: { step: ExplainedStep }) {
  return (
    <details className="explained">
      <summary>
        <b>{step.label}</b> <span className="fine">{takersInPlaces(step)}</span>
      </summary>
      <p>{step.hint}</p>
      <dl className="answers">
        <Row name="由谁办理">{takersInPlaces(step)}</Row>
        <Row name="什么时候可以">{step.from.join('；或者')}</Row>
        {step.fields.length > 0 && (
          <Row name="要填写">
            <Fields fields={step.fields} />
          </Row>
        )}
        {step.makes.length > 0 && <Row name="记录为">{step.makes.join('、')}</Row>}
        {step.leadsTo.length > 0 && <Row name="可能变为">{step.leadsTo.join('；')}</Row>}
        {step.letters.length > 0 && <Row name="可能生成文书">{step.letters.join('、')}</Row>}
      </dl>
      <BasisList basis={step.basis} />
    </details>
  );
}

function Row({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

const places = {
  office: '承办部门的',
  lane: '各审查部门的',
  opened: '被征求意见部门的',
  involved: '各有关部门的',
  hall: '大厅的',
};

/** 大厅的窗口人员、各相关部门的审查人员. */
const takersInPlaces = ({ takers }: ExplainedStep) => inPlaces(takers);

function inPlaces(takers: ExplainedStep['takers']): string {
  return takers.map(({ taker, at }) => `${at ? places[at] : ''}${asOfficersSay(taker)}`).join('、');
}

function Fields({ fields }: { fields: ExplainedField[] }) {
  return (
    <ul className="fields">
      {fields.map((field) => (
        <li key={field.title}>
          {field.title}
          {field.required ? '（必填）' : ''}
          {field.choices.length > 0 && <span className="fine">：{field.choices.join('、')}</span>}
          {field.of.length > 0 && <Fields fields={field.of} />}
        </li>
      ))}
    </ul>
  );
}
