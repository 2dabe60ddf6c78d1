/** The schema of an offered step, narrowed to what can be given in this case: codes with names, a maximum, what is required. */
import type { Json, JsonObject } from '../../kernel/json.ts';
import type { Allowed, RuleContext, StepDeclaration } from '../../kernel/procedure/declaration.ts';
import type { OpenCase } from './open-case.ts';

export function offeredInput(open: OpenCase, step: StepDeclaration, context: RuleContext): JsonObject {
  const schema = JSON.parse(JSON.stringify(step.input)) as JsonObject;
  const allowed = step.allows?.(context);
  if (!allowed) return schema;
  const required = [...listOf(schema.required)];
  const properties = { ...objectOf(schema.properties) };
  for (const [name, limits] of Object.entries(allowed)) {
    if (limits.required && !required.includes(name)) required.push(name);
    // Nothing can be named and nothing need be: then nothing is asked.
    if (limits.ids?.among.length === 0 && !required.includes(name)) delete properties[name];
    else properties[name] = narrowed(objectOf(properties[name]), limits, open, context);
  }
  return { ...schema, properties, ...(required.length > 0 ? { required } : {}) };
}

function narrowed(member: JsonObject, limits: Allowed, open: OpenCase, context: RuleContext): JsonObject {
  const { ids, among, maximum } = limits;
  const codes = ids?.among ?? among;
  const named: JsonObject = ids ? { 'x-labels': namesOf(ids, open, context) } : {};
  if (codes && member.type === 'array') {
    return { ...member, items: { ...objectOf(member.items), enum: codes, ...named } };
  }
  const closed: JsonObject = codes ? { enum: codes, ...named } : {};
  return { ...member, ...closed, ...(maximum === undefined ? {} : { maximum }) };
}

function namesOf(
  { of, among }: NonNullable<Allowed['ids']>,
  { directory }: OpenCase,
  { today }: RuleContext,
): JsonObject {
  const name = (id: string) =>
    of === 'office' ? directory.officeName(id, today) : (directory.personNames.get(id) ?? '一位同事');
  return Object.fromEntries(among.map((id) => [id, name(id)]));
}

const objectOf = (value: Json | undefined): JsonObject =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};
const listOf = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);
