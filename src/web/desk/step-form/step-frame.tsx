/** What every step's form does: says what it is, asks, lets read once more what nothing undoes, and keeps what was typed. */
import type { UseMutationResult } from '@tanstack/react-query';
import { Button } from 'antd';
import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { JsonObject } from '../../../kernel/json.ts';
import { ProblemNotice } from '../pieces/problem-notice.tsx';
import { Refused } from '../server-answers/request.ts';
import { type Errors, type FieldSchema, gapsIn, withoutEmpty } from './schema.ts';
import { errorsOf, focusFirst, OtherErrors } from './step-errors.tsx';

interface StepFrameProps<Answer> {
  title: string;
  label: string;
  hint: string;
  schema: FieldSchema;
  input: JsonObject;
  step: UseMutationResult<Answer, Error, JsonObject>;
  /** What a person outside will act on and nothing undoes is read once more before it is taken. */
  isDecisive: boolean;
  /** It takes something from somebody: colour warns. */
  isAdverse: boolean;
  /** What should be before the eyes, above the fields. */
  cautions?: ReactNode;
  fields: (errors: Errors) => ReactNode;
  summary: (given: JsonObject) => ReactNode;
  onDone: (after: Answer) => void;
  /** The server said no. */
  onRefused?: (error: Error, given: JsonObject) => void;
  /** Somebody was faster: what is on the screen is no longer so. */
  onStale: () => void;
  onClose: () => void;
}

export function StepFrame<Answer>(props: StepFrameProps<Answer>) {
  const { schema, input, step, isDecisive, label, onClose } = props;
  const form = useRef<HTMLFormElement>(null);
  const [isReading, setIsReading] = useState(false);
  const [gaps, setGaps] = useState<Errors>({});
  const errors = { ...errorsOf(step.error), ...stillIn(gaps, schema, input) };
  useFirstField(form);

  function submit(event?: FormEvent) {
    event?.preventDefault();
    if (step.isPending) return;
    const given = withoutEmpty(input);
    const found = gapsIn(schema, given);
    setGaps(found);
    if (Object.keys(found).length > 0) return focusFirst(form.current, found);
    if (isDecisive && !isReading) return readAgain();
    step.mutate(given, { onSuccess: props.onDone, onError: (error) => refused(error, given) });
  }

  function readAgain() {
    step.reset();
    setIsReading(true);
    // The field that had the focus is out of sight now.
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('button[type="submit"]')?.focus());
  }

  /** Whatever the server's answer, the typed words stay. */
  function refused(error: Error, given: JsonObject) {
    setIsReading(false);
    if (error instanceof Refused && [409, 412].includes(error.problem.status)) props.onStale();
    props.onRefused?.(error, given);
    focusFirst(form.current, errorsOf(error));
  }

  function press(event: KeyboardEvent) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    if (isReading) setIsReading(false);
    else onClose();
  }

  return (
    <form
      ref={form}
      className="step-form"
      onSubmit={submit}
      onKeyDown={press}
      aria-labelledby="step-title"
      noValidate
    >
      <h3 id="step-title">{props.title}</h3>
      <p className="hint">{props.hint}</p>
      {props.cautions}
      <div hidden={isReading}>{props.fields(errors)}</div>
      {isReading && props.summary(withoutEmpty(input))}
      <ProblemNotice error={step.error} />
      <OtherErrors errors={errors} />
      <p className="row">
        <Button
          type="primary"
          htmlType="submit"
          loading={step.isPending}
          danger={isReading && props.isAdverse}
        >
          {isReading ? `确认${label}` : label}
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

/** A gap that was filled since is no gap: its field is not red over what now stands in it. */
function stillIn(gaps: Errors, schema: FieldSchema, input: JsonObject): Errors {
  const now = gapsIn(schema, withoutEmpty(input));
  return Object.fromEntries(Object.entries(gaps).filter(([pointer]) => Object.hasOwn(now, pointer)));
}

function useFirstField(form: React.RefObject<HTMLFormElement | null>) {
  useEffect(() => {
    const first = form.current?.querySelector<HTMLElement>('input, textarea, select, button[type="submit"]');
    first?.focus({ preventScroll: true });
    form.current?.scrollIntoView({ block: 'nearest' });
  }, [form]);
}
