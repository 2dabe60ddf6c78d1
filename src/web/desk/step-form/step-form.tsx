/** A step of a case, drawn from its declared input. It keeps what was typed whatever the server answers. */
import { useQueryClient } from '@tanstack/react-query';
import type { OfferedStep } from '../../../capabilities/cases/view/offered-steps.ts';
import type { CaseView } from '../../../capabilities/cases/view-case.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import { CaseWarnings } from '../pieces/case-warnings.tsx';
import { useStep } from '../server-answers/cases.ts';
import { AcceptanceCaution } from './acceptance-caution.tsx';
import { CorrectionFields } from './correction-fields.tsx';
import { InputSummary } from './input-summary.tsx';
import { offerName } from './offer-name.ts';
import { saysWhichLetter, schemaOf } from './schema.ts';
import { StepFields } from './step-fields.tsx';
import { StepFrame } from './step-frame.tsx';
import { useTyped } from './typed.ts';

interface StepFormProps {
  shown: CaseView;
  offer: OfferedStep;
  onDone: (after: CaseView) => void;
  /** The server said no; the case may look different now. */
  onRefused: (error: unknown, input: JsonObject) => void;
  onClose: () => void;
}

/** Steps that a person outside will act on and that nothing undoes. */
const decisive = new Set([
  'accept',
  'notify-once',
  'review',
  'confirm-receipt',
  'suspend',
  'extend',
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
  const { input, change, forget } = useTyped(`${shown.caseNo}/${offer.step}/${offer.lane ?? ''}`);
  const step = useStep(shown, offer);
  const queries = useQueryClient();
  const schema = schemaOf(offer.input);
  const Fields =
    offer.step === 'correct' && shown.notice?.items.some(({ answered }) => !answered)
      ? CorrectionFields
      : StepFields;
  return (
    <StepFrame
      title={offerName(shown, offer)}
      label={offer.label}
      hint={offer.hint}
      schema={schema}
      input={input}
      step={step}
      isDecisive={decisive.has(offer.step)}
      isAdverse={isAdverse(input)}
      cautions={<Cautions shown={shown} offer={offer} />}
      fields={(errors) => (
        <Fields shown={shown} schema={schema} input={input} errors={errors} onChange={change} />
      )}
      summary={(given) => (
        <InputSummary shown={shown} schema={schema} input={given} intro="请核对，确认后不能撤销：" />
      )}
      onDone={(after) => {
        forget();
        onDone(after);
      }}
      onRefused={onRefused}
      onStale={() => void queries.invalidateQueries({ queryKey: ['case', shown.caseNo] })}
      onClose={onClose}
    />
  );
}

function Cautions({ shown, offer }: { shown: CaseView; offer: OfferedStep }) {
  return (
    <>
      {offer.letters.length > 0 && saysWhichLetter(schemaOf(offer.input)) && (
        <p className="makes">将生成：{offer.letters.join('、')}</p>
      )}
      {offer.cautions.map((text) => (
        <p key={text} className="caution">
          ▲ {text}
        </p>
      ))}
      {offer.step === 'accept' && <AcceptanceCaution shown={shown} />}
      {judging.has(offer.step) && <CaseWarnings warnings={shown.warnings} />}
    </>
  );
}

/** Colour warns where the answer takes something from somebody. */
const isAdverse = ({ outcome, ground }: Record<string, unknown>) =>
  outcome === 'deny' || ground !== undefined;
