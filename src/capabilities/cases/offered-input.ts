/** The schema of an offered step as it goes out: ids of offices, people and parties carry their names. */
import type { Json, JsonObject } from '../../kernel/json.ts';
import type { Allowed, RuleContext, StepDeclaration } from '../../kernel/procedure/declaration.ts';
import { offeredSchema } from '../../kernel/procedure/offered-schema.ts';
import { partyNamed } from './involved-parties.ts';
import type { OpenCase } from './open-case.ts';

export function offeredInput(open: OpenCase, step: StepDeclaration, context: RuleContext): JsonObject {
  const schema = offeredSchema(step, context);
  const properties = { ...objectOf(schema.properties) };
  for (const [name, { ids }] of Object.entries(step.allows?.(context) ?? {})) {
    const member = properties[name];
    if (!ids || member === undefined) continue;
    properties[name] = withNames(objectOf(member), namesOf(ids, open, context));
  }
  return { ...schema, properties };
}

function withNames(member: JsonObject, names: JsonObject): JsonObject {
  return member.type === 'array'
    ? { ...member, items: { ...objectOf(member.items), 'x-labels': names } }
    : { ...member, 'x-labels': names };
}

function namesOf(
  { of, among }: NonNullable<Allowed['ids']>,
  { directory, record }: OpenCase,
  { today }: RuleContext,
): JsonObject {
  const name = (id: string) => {
    switch (of) {
      case 'office':
        return directory.officeName(id, today);
      case 'person':
        return directory.personNames.get(id) ?? '一位同事';
      case 'party':
        return partyNamed(record, id) ?? '（已依法删除）';
    }
  };
  return Object.fromEntries(among.map((id) => [id, name(id)]));
}

const objectOf = (value: Json | undefined): JsonObject =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};
