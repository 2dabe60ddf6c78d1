/** Input is validated as JSON Schema 2020-12, bodies strictly, paths and queries with their texts turned to numbers. */
import type { ErrorObject } from 'ajv';
import { Ajv2020, type Options } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { FastifyInstance, FastifySchema, FastifySchemaValidationError } from 'fastify';
import type { TSchema } from 'typebox';
import type { ProblemError } from './problem.ts';
import { shellProblem } from './problem-codes.ts';
import { problemErrors } from './schema-messages.ts';

const shared: Options = {
  allErrors: true,
  verbose: true, // messages name the title of a field
  useDefaults: true,
  strictTypes: false,
  strictTuples: false,
  strictRequired: false,
};

/** Keywords that carry meaning for people or for the form model, not for validation. */
const vocabulary = [
  'x-element',
  'x-order',
  'x-labels',
  'x-hint',
  'x-pattern-hint',
  'x-asked-when',
  'example',
  'collectionFormat',
];

export function useSchemaValidation(app: FastifyInstance): void {
  const bodies = createAjv(shared);
  const texts = createAjv({ ...shared, coerceTypes: 'array' });
  app.setValidatorCompiler<FastifySchema>(({ schema, httpPart }) =>
    (httpPart === 'body' ? bodies : texts).compile(schema),
  );
  app.setSchemaErrorFormatter((errors, part) =>
    shellProblem('input/invalid', {
      detail: '填写的内容有误，请按 errors 逐条修改后重新提交。',
      errors: problemErrors(errors.filter(isAjvError), places[part]),
    }),
  );
}

/** The same check for what does not come by HTTP: the content of a file. Each place with what to do about it. */
export function createInputCheck(schema: TSchema): (value: unknown) => ProblemError[] {
  const check = createAjv(shared).compile(schema);
  return (value) => (check(value) ? [] : problemErrors(check.errors ?? []));
}

function createAjv(options: Options): Ajv2020 {
  const ajv = new Ajv2020(options);
  addFormats.default(ajv);
  ajv.addVocabulary(vocabulary);
  return ajv;
}

const places: Record<string, ProblemError['in']> = {
  querystring: 'query',
  params: 'path',
  headers: 'header',
};

/** Fastify hands on what ajv reported, under a narrower type. */
function isAjvError(
  error: FastifySchemaValidationError,
): error is FastifySchemaValidationError & ErrorObject {
  return 'schemaPath' in error && 'instancePath' in error;
}
