/** What is unusual in a filing though possible: said so that it can be checked, never in the way. */
import type { Filing } from '../../capabilities/cases/public.ts';
import type { FileableItem } from '../../capabilities/catalogue/public.ts';
import { elementFinding } from '../../kernel/forms/element-checks.ts';
import { fieldsInOrder, isText } from '../../kernel/forms/form-schema.ts';
import { validateForm } from '../../kernel/forms/validate-form.ts';
import { tidyCode } from '../../kernel/identifiers/identification.ts';

export interface DraftWarning {
  pointer: string;
  message: string;
}

export function draftWarnings({ applicant, form }: Filing, item: FileableItem): DraftWarning[] {
  return [
    ...applicantWarnings(applicant),
    ...otherCodes({ applicant, form }, item),
    ...validateForm(item.form, form).warnings,
  ];
}

function applicantWarnings({ idType, idNumber }: Filing['applicant']): DraftWarning[] {
  const element = idType === 'credit-code' ? 'organization.credit-code' : 'person.id-card';
  const isChecked = idNumber !== '' && ['credit-code', 'id-card'].includes(idType);
  const found = isChecked ? elementFinding(element, idNumber) : undefined;
  return found
    ? [{ pointer: '/applicant/idNumber', message: `申请人的证件号码 ${idNumber}${found.message}。` }]
    : [];
}

/** An agent may act for another company, so two codes are possible; mostly one of them is a slip. */
function otherCodes(
  { applicant, form }: Pick<Filing, 'applicant' | 'form'>,
  item: FileableItem,
): DraftWarning[] {
  const { idType, idNumber, name } = applicant;
  if (idType !== 'credit-code' || idNumber === '') return [];
  return fieldsInOrder(item.form).flatMap(([field, asked]) => {
    const code = form[field];
    const isCode = isText(asked) && asked['x-element'] === 'organization.credit-code';
    if (!isCode || typeof code !== 'string' || code === '' || tidyCode(code) === tidyCode(idNumber))
      return [];
    return [
      {
        pointer: `/${field}`,
        message: `申请表中的${asked.title} ${code} 与申请人“${name}”的 ${idNumber} 不一致，请核对。`,
      },
    ];
  });
}
