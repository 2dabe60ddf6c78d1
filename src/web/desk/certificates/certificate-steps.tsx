/** What I may do with the certificate now: its endings, drawn from their declarations. */
import { useQueryClient } from '@tanstack/react-query';
import type { Json, JsonObject } from '../../../kernel/json.ts';
import { type LicenceAnswered, useLicenceStep } from '../server-answers/licences.ts';
import { InputSummary } from '../step-form/input-summary.tsx';
import { OfferedSteps } from '../step-form/offered-steps.tsx';
import { type Errors, type FieldSchema, fieldsOf, isRequired, schemaOf } from '../step-form/schema.ts';
import { SchemaField } from '../step-form/schema-field.tsx';
import { StepFrame } from '../step-form/step-frame.tsx';
import { useTyped } from '../step-form/typed.ts';

type Offer = LicenceAnswered['nextSteps'][number];

export function CertificateSteps({ licence }: { licence: LicenceAnswered }) {
  return (
    <OfferedSteps
      offers={licence.nextSteps}
      notNow={licence.notNow}
      nothing="这份证照目前没有您可以办理的步骤。"
      isForward={() => false}
    >
      {(offer, onDone, onClose) => (
        <StepForm licence={licence} offer={offer} onDone={onDone} onClose={onClose} />
      )}
    </OfferedSteps>
  );
}

/** They end what somebody has, and nothing undoes them: read once more before they are taken. */
const decisive = new Set(['propose-ending', 'revoke-licence', 'withdraw-licence', 'cancel-licence']);

interface StepFormProps {
  licence: LicenceAnswered;
  offer: Offer;
  onDone: () => void;
  onClose: () => void;
}

function StepForm({ licence, offer, onDone, onClose }: StepFormProps) {
  const { licenceId, name, number, holder } = licence;
  const { input, change, forget } = useTyped(`licence/${licenceId}/${offer.step}`);
  const step = useLicenceStep(licence, offer.step);
  const queries = useQueryClient();
  const schema = schemaOf(offer.input);
  const about = [
    ['持证人', holder.name],
    ['证照', `${name} ${number}`],
  ] as const;
  return (
    <StepFrame
      title={offer.label}
      label={offer.label}
      hint={offer.hint}
      schema={schema}
      input={input}
      step={step}
      isDecisive={decisive.has(offer.step)}
      isAdverse
      fields={(errors) => <Fields schema={schema} input={input} errors={errors} onChange={change} />}
      summary={(given) => (
        <InputSummary about={about} schema={schema} input={given} intro="请核对，确认后不能撤销：" />
      )}
      onDone={() => {
        forget();
        onDone();
      }}
      onStale={() => void queries.invalidateQueries({ queryKey: ['licence', licenceId] })}
      onClose={onClose}
    />
  );
}

interface FieldsProps {
  schema: FieldSchema;
  input: JsonObject;
  errors: Errors;
  onChange: (input: JsonObject) => void;
}

function Fields({ schema, input, errors, onChange }: FieldsProps) {
  const set = (name: string, value: Json | undefined) => {
    const { [name]: _, ...others } = input;
    onChange(value === undefined ? others : { ...others, [name]: value });
  };
  return fieldsOf(schema).map(([name, field]) => (
    <SchemaField
      key={name}
      name={name}
      schema={field}
      pointer={`/${name}`}
      required={isRequired(schema, name)}
      value={input[name]}
      errors={errors}
      onChange={(value) => set(name, value)}
    />
  ));
}
