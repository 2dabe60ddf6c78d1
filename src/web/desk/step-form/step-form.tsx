/** A step, drawn from its declared input. It keeps what was typed whatever the server answers. */

import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { CaseView, OfferedStep } from '../../../capabilities/cases/view-case.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import { CaseWarnings } from '../pieces/case-warnings.tsx';
import { ProblemNotice } from '../pieces/problem-notice.tsx';
import { useStep } from '../server-answers/cases.ts';
import { Refused } from '../server-answers/request.ts';
import { AcceptanceCaution } from './acceptance-caution.tsx';
import { CorrectionFields } from './correction-fields.tsx';
import { InputSummary } from './input-summary.tsx';
import { offerName } from './offer-name.ts';
import { type Errors, gapsIn, saysWhichLetter, schemaOf, withoutEmpty } from './schema.ts';
import { errorsOf, focusFirst, OtherErrors } from './step-errors.tsx';
import { StepFields } from './step-fields.tsx';
import { useTyped } from './typed.ts';

interface StepFormProps {
  shown: CaseView;
  offer: OfferedStep;
  onDone: (after: CaseView) => void;
  /** The server said no; the case may look different now. */
  onRefused: (error: unknown, input: JsonObject) => void;
  onClose: () => void;
}

/** Steps that a person outside will act on and that nothing undoes: read once more before they are taken. */
const decisive = new Set([
  'accept',
  'notify-once',
  'refuse-acceptance',
  'resume',
  'decide',
  'issue',
  'answer',
  'deliver',
  'withdraw',
]);

/** Steps in which somebody vouches for what was handed in: with what is unusual before the eyes. */
const judging = new Set(['accept', 'decide', 'issue']);

export function StepForm({ shown, offer, onDone, onRefused, onClose }: StepFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const { input, change, forget } = useTyped(`${shown.caseNo}/${offer.step}/${offer.lane ?? ''}`);
  const [isReading, setIsReading] = useState(false);
  const step = useStep(shown, offer);
  const queries = useQueryClient();
  const [gaps, setGaps] = useState<Errors>({});
  const schema = schemaOf(offer.input);
  const errors = { ...errorsOf(step.error), ...gaps };
  useFirstField(form);

  function submit(event?: FormEvent) {
    event?.preventDefault();
    if (step.isPending) return;
    const found = gapsIn(schema, withoutEmpty(input));
    setGaps(found);
    if (Object.keys(found).length > 0) {
      focusFirst(form.current, found);
      return;
    }
    if (decisive.has(offer.step) && !isReading) {
      step.reset();
      setIsReading(true);
      // The field that had the focus is out of sight now.
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('button[type="submit"]')?.focus());
      return;
    }
    step.mutate(withoutEmpty(input), {
      onSuccess(after) {
        forget();
        onDone(after);
      },
      onError(error) {
        setIsReading(false);
        // Somebody was faster: show the case as it is now, the typed words stay.
        if (error instanceof Refused && [409, 412].includes(error.problem.status)) {
          void queries.invalidateQueries({ queryKey: ['case', shown.caseNo] });
        }
        onRefused(error, withoutEmpty(input));
        focusFirst(form.current, errorsOf(error));
      },
    });
  }

  function press(event: KeyboardEvent) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
    if (event.key === 'Escape') {
      event.stopPropagation();
      if (isReading) setIsReading(false);
      else onClose();
    }
  }

  const Fields = offer.step === 'correct' && shown.notice ? CorrectionFields : StepFields;
  return (
    <form
      ref={form}
      className="step-form"
      onSubmit={submit}
      onKeyDown={press}
      aria-labelledby="step-title"
      noValidate
    >
      <h3 id="step-title">{offerName(shown, offer)}</h3>
      <p className="hint">{offer.hint}</p>
      {offer.letters.length > 0 && saysWhichLetter(schema) && (
        <p className="makes">将生成：{offer.letters.join('、')}</p>
      )}
      {offer.step === 'accept' && <AcceptanceCaution shown={shown} />}
      {judging.has(offer.step) && <CaseWarnings warnings={shown.warnings} />}
      <div hidden={isReading}>
        <Fields
          shown={shown}
          schema={schema}
          input={input}
          errors={errors}
          onChange={(next) => change(next)}
        />
      </div>
      {isReading && (
        <InputSummary
          shown={shown}
          schema={schema}
          input={withoutEmpty(input)}
          intro="请核对，确认后不能撤销："
        />
      )}
      <ProblemNotice error={step.error} />
      <OtherErrors errors={errors} />
      <p className="row">
        <Button
          type="primary"
          htmlType="submit"
          loading={step.isPending}
          danger={isReading && isAdverse(input)}
        >
          {isReading ? `确认${offer.label}` : offer.label}
        </Button>
        <Button onClick={isReading ? () => setIsReading(false) : onClose}>
          {isReading ? '返回修改' : '收起'}
        </Button>
        <span className="fine">
          <kbd>Ctrl</kbd>+<kbd>Enter</kbd>
        </span>
      </p>
    </form>
  );
}

/** Colour warns where the answer takes something from somebody. */
const isAdverse = ({ outcome, ground }: Record<string, unknown>) =>
  outcome === 'deny' || ground !== undefined;

function useFirstField(form: React.RefObject<HTMLFormElement | null>) {
  useEffect(() => {
    const first = form.current?.querySelector<HTMLElement>('input, textarea, select, button[type="submit"]');
    first?.focus({ preventScroll: true });
    form.current?.scrollIntoView({ block: 'nearest' });
  }, [form]);
}
