/** What came of a step: done, with its letters; or no longer open, with what was typed. */
import { Alert, Button } from 'antd';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router';
import type { OfferedStep } from '../../../capabilities/cases/view/offered-steps.ts';
import type { CaseView } from '../../../capabilities/cases/view-case.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import { ProblemNotice } from '../pieces/problem-notice.tsx';
import { InputSummary } from './input-summary.tsx';
import { schemaOf } from './schema.ts';

export interface Done {
  label: string;
  letters: CaseView['letters'];
}

interface DoneNoticeProps {
  done: Done;
  onNext: (() => void) | undefined;
  onShowLetter: (id: string) => void;
}

export function DoneNotice({ done, onNext, onShowLetter }: DoneNoticeProps) {
  const notice = useRef<HTMLDivElement>(null);
  // The form that had the focus is gone; the keyboard goes on from here.
  useEffect(() => notice.current?.focus(), []);
  return (
    <div ref={notice} tabIndex={-1} className="done">
      <Alert
        type="success"
        showIcon
        role="status"
        title={`已办：${done.label}`}
        description={
          <>
            {done.letters.map(({ id, name, docNo }) => (
              <p key={id}>
                已生成{name}（{docNo}）{' '}
                <Button size="small" type="link" onClick={() => onShowLetter(id)}>
                  查看和打印
                </Button>
              </p>
            ))}
            <p className="row">
              {onNext ? (
                <Button size="small" type="primary" onClick={onNext}>
                  下一件待办
                </Button>
              ) : (
                <Link to="/">回到待办</Link>
              )}
            </p>
          </>
        }
      />
    </div>
  );
}

export interface RefusedStep {
  offer: OfferedStep;
  error: unknown;
  input: JsonObject;
}

/** Somebody was faster and the step is gone: why, and what was typed, so that it can still be used. */
export function NoLongerOpen({
  shown,
  refused: { offer, error, input },
}: {
  shown: CaseView;
  refused: RefusedStep;
}) {
  const section = useRef<HTMLElement>(null);
  // The form that had the focus is gone; the reason may stand above what is in sight.
  useEffect(() => section.current?.focus(), []);
  return (
    <section ref={section} tabIndex={-1} className="step-form">
      <h3>{offer.label}</h3>
      <ProblemNotice error={error} />
      {Object.keys(input).length > 0 && (
        <InputSummary
          shown={shown}
          about={[]}
          schema={schemaOf(offer.input)}
          input={input}
          intro="您刚才填写的内容没有提交："
        />
      )}
    </section>
  );
}
