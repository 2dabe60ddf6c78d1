/** What stands on the certificate, line by line: the printed title, and which answer of the form it takes. */
import { Button, Input } from 'antd';
import { elements, isElement } from '../../../kernel/forms/elements.ts';
import { ChoiceBox } from '../pieces/choice-box.tsx';
import type { CertificateTypeDefinition } from '../server-answers/certificate-types.ts';
import { FieldFrame } from '../step-form/field-frame.tsx';
import { type Errors, idOfPointer } from '../step-form/schema.ts';

type Field = CertificateTypeDefinition['fields'][number];

interface TypeFieldsProps {
  fields: Field[];
  errors: Errors;
  onChange: (fields: Field[]) => void;
}

/** What only says how a field is asked is nothing to print. */
const printable = Object.entries(elements).filter(
  ([name]) => name !== 'declaration' && name !== 'group' && name !== 'money.fen',
);

export function TypeFields({ fields, errors, onChange }: TypeFieldsProps) {
  const put = (at: number, part: Partial<Field>) =>
    onChange(fields.map((field, index) => (index === at ? { ...field, ...part } : field)));
  const move = (at: number, by: number) => {
    const next = fields.toSpliced(at, 1);
    const moved = fields[at];
    if (moved) onChange(next.toSpliced(at + by, 0, moved));
  };
  return (
    <FieldFrame
      group
      id={idOfPointer('/fields')}
      label="栏目"
      description="按从上到下的顺序印在证照上；内容按含义取自申请表。"
      error={errors['/fields']}
    >
      <ol className="list-field type-fields">
        {fields.map((field, at) => (
          <li key={at}>
            <div className="type-field-row">
              <FieldFrame
                id={idOf(at, 'title')}
                label="栏目名称"
                required
                error={errors[`/fields/${at}/title`]}
              >
                <Input
                  id={idOf(at, 'title')}
                  value={field.title}
                  maxLength={40}
                  onChange={({ target }) => put(at, { title: target.value })}
                />
              </FieldFrame>
              <FieldFrame
                id={idOf(at, 'element')}
                label="取自申请表的"
                required
                error={errors[`/fields/${at}/element`]}
              >
                <ChoiceBox
                  id={idOf(at, 'element')}
                  value={field.element}
                  choices={printable}
                  nothing="请选择"
                  onChange={(element) => isElement(element) && put(at, { element })}
                />
              </FieldFrame>
              <Place at={at} field={field} onChange={(place) => onChange(withPlace(fields, at, place))} />
            </div>
            <span className="row-buttons">
              <Button
                size="small"
                disabled={at === 0}
                aria-label={`第 ${at + 1} 栏上移`}
                onClick={() => move(at, -1)}
              >
                ↑
              </Button>
              <Button
                size="small"
                disabled={fields.length === 1}
                aria-label={`删去第 ${at + 1} 栏`}
                onClick={() => onChange(fields.toSpliced(at, 1))}
              >
                删去
              </Button>
            </span>
          </li>
        ))}
      </ol>
      <Button size="small" onClick={() => onChange([...fields, { title: '', element: 'organization.name' }])}>
        ＋ 再加一栏
      </Button>
    </FieldFrame>
  );
}

const idOf = (at: number, name: string) => idOfPointer(`/fields/${at}/${name}`);

function withPlace(fields: Field[], at: number, place: number): Field[] {
  return fields.map((field, index) => {
    if (index !== at) return field;
    const { place: _, ...rest } = field;
    return place === 1 ? rest : { ...rest, place };
  });
}

/** A form may ask the same meaning twice: the company's name, and that of its shop. */
function Place({ at, field, onChange }: { at: number; field: Field; onChange: (place: number) => void }) {
  return (
    <FieldFrame id={idOf(at, 'place')} label="第几个">
      <ChoiceBox
        id={idOf(at, 'place')}
        value={String(field.place ?? 1)}
        nothing="1"
        choices={['2', '3', '4', '5', '6', '7', '8', '9'].map((place) => [place, place])}
        onChange={(place) => onChange(Number(place || 1))}
      />
    </FieldFrame>
  );
}
