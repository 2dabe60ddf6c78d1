/** What I may do with the seal now, each as a form in place; and greyed what not, with the reason. */
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import type { JsonObject } from '../../../kernel/json.ts';
import { ProblemNotice } from '../pieces/problem-notice.tsx';
import { type SealView, useSealStep } from '../server-answers/seals.ts';
import { OfferedSteps } from '../step-form/offered-steps.tsx';
import { gapsIn, schemaOf, withoutEmpty } from '../step-form/schema.ts';
import { errorsOf, OtherErrors } from '../step-form/step-errors.tsx';
import { SealStepFields } from './seal-step-fields.tsx';

type Offer = SealView['nextSteps'][number];

/** What brings a seal on its way; the others are for when something is wrong or changes. */
const forward = new Set(['make-seal', 'put-seal-into-use', 'restore-seal']);

export function SealSteps({ seal }: { seal: SealView }) {
  return (
    <OfferedSteps
      offers={seal.nextSteps}
      notNow={seal.notNow}
      nothing="这枚印章目前没有您可以办理的步骤。"
      isForward={({ step }) => forward.has(step)}
    >
      {(offer, onDone, onClose) => <StepForm seal={seal} offer={offer} onDone={onDone} onClose={onClose} />}
    </OfferedSteps>
  );
}

interface StepFormProps {
  seal: SealView;
  offer: Offer;
  onDone: () => void;
  onClose: () => void;
}

function StepForm({ seal, offer, onDone, onClose }: StepFormProps) {
  const schema = schemaOf(offer.input as JsonObject);
  const [input, setInput] = useState<JsonObject>(() => beginningOf(seal, offer.step));
  const [gaps, setGaps] = useState({});
  const step = useSealStep(seal, offer.step);
  const errors = { ...errorsOf(step.error), ...gaps };
  function submit(event: FormEvent) {
    event.preventDefault();
    // An empty list of users is an answer, too.
    const given = { ...withoutEmpty(input), ...(Array.isArray(input.users) && { users: input.users }) };
    const found = gapsIn(schema, given);
    setGaps(found);
    if (Object.keys(found).length === 0 && !step.isPending) step.mutate(given, { onSuccess: onDone });
  }
  return (
    <form className="step-form" onSubmit={submit} aria-labelledby="step-title" noValidate>
      <h3 id="step-title">{offer.label}</h3>
      <p className="hint">{offer.hint}</p>
      <SealStepFields seal={seal} schema={schema} input={input} errors={errors} onChange={setInput} />
      <ProblemNotice error={step.error} />
      <OtherErrors errors={errors} />
      <p className="row">
        <Button
          type="primary"
          htmlType="submit"
          loading={step.isPending}
          danger={offer.step === 'annul-seal'}
        >
          {offer.label}
        </Button>
        <Button onClick={onClose}>收起</Button>
      </p>
    </form>
  );
}

/** What most people would enter, or what holds today. */
function beginningOf({ users, automatic }: SealView, step: string): JsonObject {
  if (step === 'make-seal') return { years: 5 };
  return step === 'change-seal-users' ? { users, automatic } : {};
}
