/** Answering a one-time notice item by item: a material by its files, everything else in words. */
import { Input } from 'antd';
import type { CaseView } from '../../../capabilities/cases/view-case.ts';
import type { Json, JsonObject } from '../../../kernel/json.ts';
import { DocumentUpload } from '../pieces/document-upload.tsx';
import { FieldFrame } from './field-frame.tsx';
import { isObject } from './schema.ts';
import type { StepFieldsProps } from './step-fields.tsx';

export function CorrectionFields({ shown, input, onChange }: StepFieldsProps) {
  const materials = objectsIn(input.materials);
  const answers = objectsIn(input.answers);
  const open = shown.notice?.items.filter((item) => !item.answered) ?? [];
  const setMaterial = (materialCode: string, ids: string[]) =>
    onChange({
      ...input,
      materials: [
        ...materials.filter((material) => material.materialCode !== materialCode),
        ...ids.map((documentId) => ({ materialCode, documentId })),
      ],
    });
  const setAnswer = (item: number, text: string) =>
    onChange({
      ...input,
      answers: [...answers.filter((answer) => answer.item !== item), ...(text ? [{ item, text }] : [])],
    });
  return (
    <ol className="list-field">
      {open.map((item) => (
        <li key={item.index}>
          <p>{item.text}</p>
          {item.materialCode === null ? (
            <FieldFrame id={`answer-${item.index}`} label="补正说明">
              <Input.TextArea
                id={`answer-${item.index}`}
                value={textOf(answers.find((answer) => answer.item === item.index))}
                onChange={(event) => setAnswer(item.index, event.target.value)}
                autoSize={{ minRows: 2, maxRows: 8 }}
              />
            </FieldFrame>
          ) : (
            <FieldFrame
              id={`material-${item.index}`}
              label={`补交：${item.materialName ?? nameOf(shown, item.materialCode)}`}
            >
              <DocumentUpload
                id={`material-${item.index}`}
                multiple
                label={`选择${item.materialName ?? '材料'}的文件`}
                documentIds={idsOf(materials, item.materialCode)}
                onChange={(ids) => setMaterial(item.materialCode ?? '', ids)}
              />
            </FieldFrame>
          )}
        </li>
      ))}
    </ol>
  );
}

const objectsIn = (value: Json | undefined): JsonObject[] =>
  Array.isArray(value) ? value.filter(isObject) : [];
const textOf = (answer: JsonObject | undefined) => (typeof answer?.text === 'string' ? answer.text : '');
const nameOf = (shown: CaseView, code: string) =>
  shown.materials.find((material) => material.materialCode === code)?.name ?? code;

function idsOf(materials: JsonObject[], code: string): string[] {
  return materials.flatMap(({ materialCode, documentId }) =>
    materialCode === code && typeof documentId === 'string' ? [documentId] : [],
  );
}
