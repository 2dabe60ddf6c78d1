/** The questionnaire of a guide: the answers that decide which conditional materials are *yours*. */
import type { FileableItem, Item, Material } from '../../capabilities/catalogue/public.ts';
import { holds, isAsked } from '../../kernel/forms/conditions.ts';
import type { FormValue, LeafField } from '../../kernel/forms/form-schema.ts';
import { isGroup } from '../../kernel/forms/form-schema.ts';
import { isEmpty, readAnswer } from './form-answers.ts';
import { type Sent, valuesOf } from './read-form.ts';

/** A question is a field of the form, or, for a condition the form does not ask about, the condition in words. */
export type Question =
  | { kind: 'field'; name: string; field: LeafField }
  | { kind: 'condition'; name: string; text: string };

export interface Needed {
  material: Material;
  /** Unknown while its question is unanswered. */
  needed: 'yes' | 'no' | 'unknown';
}

export function questionsOf(item: Item): Question[] {
  if (!item.fileable) return [];
  const questions = new Map<string, Question>();
  for (const material of item.materials) {
    if (material.necessity !== 'conditional') continue;
    const field = material.when && item.form.properties[material.when.field];
    if (material.when && field && !isGroup(field)) {
      questions.set(material.when.field, { kind: 'field', name: material.when.field, field });
    } else if (material.whenText) {
      const name = conditionName(material);
      questions.set(name, { kind: 'condition', name, text: material.whenText });
    }
  }
  return [...questions.values()];
}

/** What was answered, by the names of the form's fields; conditions in words under `when-CODE`, yes or no. */
export function readGuideAnswers(item: FileableItem, sent: Sent): FormValue {
  const answers: FormValue = {};
  for (const question of questionsOf(item)) {
    const values = valuesOf(sent, question.name);
    if (question.kind === 'condition') {
      if (values[0] === 'yes' || values[0] === 'no') answers[question.name] = values[0] === 'yes';
      continue;
    }
    const answer = readAnswer(question.field, values);
    if (!isEmpty(answer)) answers[question.name] = answer;
  }
  return answers;
}

export function neededMaterials(item: Item, answers: FormValue): Needed[] {
  return item.materials.map((material) => ({ material, needed: isNeeded(item, material, answers) }));
}

function isNeeded(item: Item, material: Material, answers: FormValue): Needed['needed'] {
  if (material.necessity !== 'conditional') return 'yes';
  if (material.when) {
    if (!Object.hasOwn(answers, material.when.field)) {
      return isRuledOut(item, material.when.field, answers) ? 'no' : 'unknown';
    }
    return holds(material.when, answers) ? 'yes' : 'no';
  }
  const answer = answers[conditionName(material)];
  return answer === undefined ? 'unknown' : answer === true ? 'yes' : 'no';
}

/** The question is not asked at all, because of another answer. */
function isRuledOut(item: Item, name: string, answers: FormValue): boolean {
  const field = item.fileable ? item.form.properties[name] : undefined;
  const earlier = field?.['x-when']?.field;
  return (
    field !== undefined &&
    earlier !== undefined &&
    Object.hasOwn(answers, earlier) &&
    !isAsked(field, answers)
  );
}

const conditionName = ({ materialCode }: Material) => `when-${materialCode}`;
