/** The schema of a step's input, narrowed to what can be given in this case: which ids and codes, up to where, what is required. */
import type { Json, JsonObject } from '../json.ts';
import type { Allowed, RuleContext, StepDeclaration } from './declaration.ts';

/** JSON Schema 2020-12, not to be changed. `context` carries the capacity in which the step is offered. */
export function offeredSchema(step: StepDeclaration, context: RuleContext): JsonObject {
  const schema = plainInput(step);
  const allowed = step.allows?.(context);
  if (!allowed) return schema;
  const required = listOf(schema.required);
  const properties = { ...objectOf(schema.properties) };
  for (const [name, limits] of Object.entries(allowed)) {
    if (limits.required && !required.includes(name)) required.push(name);
    // Nothing can be named and nothing need be: then nothing is asked.
    const isEmpty = limits.ids?.among.length === 0 && !required.includes(name);
    if (limits.absent || isEmpty) delete properties[name];
    else properties[name] = narrowed(objectOf(properties[name]), limits);
  }
  return { ...schema, properties, ...(required.length > 0 ? { required } : {}) };
}

const plain = new WeakMap<StepDeclaration, JsonObject>();

/** What of the declared schema is JSON; made once for a step. */
function plainInput(step: StepDeclaration): JsonObject {
  const known = plain.get(step);
  if (known) return known;
  const made = JSON.parse(JSON.stringify(step.input)) as JsonObject;
  plain.set(step, made);
  return made;
}

function narrowed(member: JsonObject, { ids, among, maximum, from, until }: Allowed): JsonObject {
  const codes = ids?.among ?? among;
  if (codes && member.type === 'array') {
    return { ...member, items: { ...objectOf(member.items), enum: codes } };
  }
  return {
    ...member,
    ...(codes ? { enum: codes } : {}),
    ...(maximum === undefined ? {} : { maximum }),
    ...(from === undefined ? {} : { formatMinimum: from }),
    ...(until === undefined ? {} : { formatMaximum: until }),
  };
}

const objectOf = (value: Json | undefined): JsonObject =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};
const listOf = (value: Json | undefined): Json[] => (Array.isArray(value) ? [...value] : []);
