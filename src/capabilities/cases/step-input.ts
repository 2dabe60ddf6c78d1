/** Validating a step's input against its declaration: 422 with the place, in Chinese. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { JsonObject } from '../../kernel/json.ts';
import type { InputFault, RuleContext, StepDeclaration } from '../../kernel/procedure/declaration.ts';
import { findUnstorableText } from '../../platform/http/body-reading.ts';
import { problemErrors } from '../../platform/http/schema-messages.ts';
import { invalid } from './problems.ts';

const ajv = new Ajv2020({ allErrors: true, verbose: true, strictTypes: false });
addFormats.default(ajv);
ajv.addVocabulary(['x-labels', 'x-order', 'x-pattern-hint', 'x-asked-when']);

const compiled = new WeakMap<StepDeclaration, ValidateFunction<JsonObject>>();

/** Throws 422 `input/invalid`; pointers begin with `/input`. */
export function validateStepInput(step: StepDeclaration, context: RuleContext, input: unknown): JsonObject {
  const value: unknown = input ?? {};
  const validate = compiled.get(step) ?? ajv.compile<JsonObject>(JSON.parse(JSON.stringify(step.input)));
  compiled.set(step, validate);
  if (!validate(value)) {
    throw invalid(
      problemErrors(validate.errors ?? []).map((error) => ({ ...error, pointer: `/input${error.pointer}` })),
    );
  }
  const unstorable = findUnstorableText(value);
  if (unstorable !== undefined) {
    throw invalid([
      {
        pointer: `/input${unstorable}`,
        code: 'input/text',
        message: '文字中含有不能保存的字符，请删除后重试。',
      },
    ]);
  }
  const faults = [...(step.faults?.(context, value) ?? []), ...idFaults(step, context, value)];
  if (faults.length > 0) {
    throw invalid(
      faults.map(({ pointer, message }) => ({ pointer: `/input${pointer}`, code: 'input/rule', message })),
    );
  }
  return value;
}

const notAmong = {
  office: '不能选择这个部门，请从列出的部门中选择。',
  person: '请从列出的人员中选择。',
  party: '请从列出的当事人中选择。',
};

/** Offices, people and parties that can be named in this case, as the step says; the first wrong one of each member is told. */
function idFaults(step: StepDeclaration, context: RuleContext, input: JsonObject): InputFault[] {
  return Object.entries(step.allows?.(context) ?? {}).flatMap(([name, { ids }]) => {
    const given = input[name];
    if (!ids || given === undefined) return [];
    const at = [given].flat().findIndex((one) => typeof one !== 'string' || !ids.among.includes(one));
    if (at < 0) return [];
    return [{ pointer: `/${name}${Array.isArray(given) ? `/${at}` : ''}`, message: notAmong[ids.of] }];
  });
}
