import { objectFaults } from './check-field.ts';
import {
  isRecord,
  isSameSet,
  isTexts,
  isTitle,
  keywords,
  type Schema,
  strangeKeywords,
} from './form-keywords.ts';
import type { FormSchema } from './form-schema.ts';
import { validateForm } from './validate-form.ts';

/** The faults of a form's declaration, in sentences; none when it is sound and its sample is valid. */
export function checkForm(form: unknown): string[] {
  if (!isRecord(form)) return ['表单应当是一个对象。'];
  const faults = [
    ...strangeKeywords(form, keywords.form, '表单'),
    ...(isTitle(form.title) ? [] : ['表单没有名称（title）。']),
    ...objectFaults(form, '表单', true),
    ...pageFaults(form),
  ];
  return faults.length > 0 ? faults : sampleFaults(form);
}

function pageFaults(form: Schema): string[] {
  const pages = form['x-pages'];
  if (pages === undefined) return [];
  if (!Array.isArray(pages)) return ['x-pages 应为列表。'];
  const sound = pages.every(
    (page) => isRecord(page) && isTitle(page.title) && isTexts(page.fields) && page.fields.length > 0,
  );
  if (!sound) return ['每一页应有名称和至少一个字段。'];
  return isSameSet(
    pages.flatMap((page) => page.fields),
    form['x-order'],
  )
    ? []
    : ['每个字段应当恰好在一页上。'];
}

/** 行政许可法 §30 asks for a filled-in sample; a sample that would be refused helps nobody. */
function sampleFaults(form: Schema): string[] {
  const [sample] = Array.isArray(form.examples) ? form.examples : [];
  if (sample === undefined) return ['表单没有填写示例（examples）。'];
  return validateForm(form as unknown as FormSchema, sample).errors.map(
    ({ pointer, message }) => `填写示例有误（${pointer || '/'}）：${message}`,
  );
}
