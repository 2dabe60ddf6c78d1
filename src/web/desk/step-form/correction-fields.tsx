/** Answering a one-time notice item by item: a material by its files or a certificate, everything else in words. */
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { CaseView } from '../../../capabilities/cases/view-case.ts';
import type { Json, JsonObject } from '../../../kernel/json.ts';
import { ConsentScan } from '../pieces/consent-scan.tsx';
import { type ChangeOfIds, DocumentUpload } from '../pieces/document-upload.tsx';
import { useItem } from '../server-answers/catalogue.ts';
import type { Consent } from '../server-answers/licences.ts';
import { FieldFrame } from './field-frame.tsx';
import { isObject } from './schema.ts';
import type { StepFieldsProps } from './step-fields.tsx';

export function CorrectionFields({ shown, input, onChange }: StepFieldsProps) {
  const materials = objectsIn(input.materials);
  const answers = objectsIn(input.answers);
  const open = shown.notice?.items.filter((item) => !item.answered) ?? [];
  const setMaterial = (materialCode: string, change: ChangeOfIds) =>
    onChange((now) => {
      const given = objectsIn(now.materials);
      return {
        ...now,
        materials: [
          ...given.filter((material) => material.materialCode !== materialCode),
          ...change(idsOf(given, materialCode)).map((documentId) => ({ materialCode, documentId })),
        ],
      };
    });
  const takers = useTakers(shown);
  const [taken, setTaken] = useState<Record<string, Consent['licence']>>({});
  function take({ consentId, licence }: Consent): string | undefined {
    const codes = open.flatMap(({ materialCode }) =>
      materialCode !== null && takers.get(materialCode)?.includes(licence.type) ? [materialCode] : [],
    );
    if (codes.length === 0) return `${licence.name}不能代替要补交的材料，请上传文件。`;
    setTaken((before) => ({ ...before, [licence.licenceId]: licence }));
    onChange((now) => ({
      ...now,
      materials: [
        ...objectsIn(now.materials).filter(({ materialCode }) => !codes.includes(String(materialCode))),
        ...codes.map((materialCode) => ({ materialCode, licenceId: licence.licenceId, consentId })),
      ],
    }));
    return undefined;
  }
  const setAnswer = (item: number, text: string) =>
    onChange((now) => ({
      ...now,
      answers: [
        ...objectsIn(now.answers).filter((answer) => answer.item !== item),
        ...(text ? [{ item, text }] : []),
      ],
    }));
  const takesSome = open.some(({ materialCode }) => materialCode !== null && takers.has(materialCode));
  return (
    <>
      {takesSome && <ConsentScan id="consent" onTaken={take} />}
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
                <TakenLicence
                  licence={takenFor(materials, item.materialCode, taken)}
                  onRemove={() => setMaterial(item.materialCode ?? '', () => [])}
                />
                <DocumentUpload
                  id={`material-${item.index}`}
                  multiple
                  label={`选择${item.materialName ?? '材料'}的文件`}
                  documentIds={idsOf(materials, item.materialCode)}
                  onChange={(change) => setMaterial(item.materialCode ?? '', change)}
                />
              </FieldFrame>
            )}
          </li>
        ))}
      </ol>
      <FieldFrame id="corrected-phone" label="联系电话改为（不用改的不填）">
        <Input
          id="corrected-phone"
          value={typeof input.phone === 'string' ? input.phone : ''}
          onChange={({ target }) => onChange((now) => ({ ...now, phone: target.value }))}
        />
      </FieldFrame>
    </>
  );
}

/** By material code, the types of certificates that can stand for it. */
function useTakers({ itemId, itemVersion }: CaseView): Map<string, string[]> {
  const { data: item } = useItem(itemId, itemVersion);
  return new Map(
    (item?.materials ?? []).flatMap(({ materialCode, licenceTypes = [] }): [string, string[]][] =>
      licenceTypes.length > 0 ? [[materialCode, licenceTypes]] : [],
    ),
  );
}

const objectsIn = (value: Json | undefined): JsonObject[] =>
  Array.isArray(value) ? value.filter(isObject) : [];
const textOf = (answer: JsonObject | undefined) => (typeof answer?.text === 'string' ? answer.text : '');
const nameOf = (shown: CaseView, code: string) =>
  shown.materials.find((material) => material.materialCode === code)?.name ?? code;

function takenFor(
  materials: JsonObject[],
  code: string,
  taken: Record<string, Consent['licence']>,
): Consent['licence'] | undefined {
  const named = materials.find(({ materialCode }) => materialCode === code)?.licenceId;
  return typeof named === 'string' ? taken[named] : undefined;
}

function TakenLicence({
  licence,
  onRemove,
}: {
  licence: Consent['licence'] | undefined;
  onRemove: () => void;
}) {
  if (!licence) return null;
  return (
    <p className="arrived">
      <span className="given">
        ✓ 取用{licence.name} {licence.number}
      </span>
      <Button size="small" onClick={onRemove} aria-label={`不取用${licence.name}`}>
        不取用
      </Button>
    </p>
  );
}

function idsOf(materials: JsonObject[], code: string): string[] {
  return materials.flatMap(({ materialCode, documentId }) =>
    materialCode === code && typeof documentId === 'string' ? [documentId] : [],
  );
}
