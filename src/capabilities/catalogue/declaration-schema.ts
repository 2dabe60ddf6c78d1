import { type TSchema, Type } from 'typebox';
import { Value } from 'typebox/value';
import type { FormSchema } from '../../kernel/forms/form-schema.ts';
import { taskTypes } from '../../kernel/identifiers/task-code.ts';
import { createInputCheck } from '../../platform/http/validation.ts';
import { type ItemDeclaration, letterKinds } from './item.ts';

/**
 * The shape of an item in a file. Forms are checked on their own (`checkForm`); what an item says is checked by the linter.
 * Nothing beyond these members is taken in.
 */
const closed = { additionalProperties: false };
const Line = Type.String({ maxLength: 500 });
const Text = Type.String({ maxLength: 5000 });
const Id = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,119}$' });
const oneOf = <const T extends string>(values: readonly T[]) =>
  Type.Unsafe<T>({ type: 'string', enum: [...values] });
const many = <T extends TSchema>(items: T) => Type.Array(items, { maxItems: 200 });
const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

const Basis = Type.Object(
  {
    kind: oneOf(['law', 'local', 'internal']),
    ref: Line,
    title: Line,
    article: Line,
    read: Type.Boolean(),
    edition: Type.Optional(Line),
    text: Type.Optional(Text),
  },
  closed,
);
const Bases = many(Basis);
const Unit = oneOf(['working', 'natural']);
const Days = Type.Integer({ minimum: 0, maximum: 3650 });
const Limit = Type.Object({ days: Days, unit: Unit, basis: Bases }, closed);
const Condition = Type.Union([
  Type.Object({ field: Line, equals: Type.Union([Line, Type.Boolean()]) }, closed),
  Type.Object({ field: Line, in: many(Line) }, closed),
]);

const Material = Type.Object(
  {
    materialCode: Id,
    name: Line,
    necessity: oneOf(['required', 'conditional', 'deferrable']),
    when: Type.Optional(Condition),
    whenText: Type.Optional(Line),
    form: oneOf(['paper', 'electronic', 'either']),
    copies: Type.Object({ original: Days, copy: Days }, closed),
    source: oneOf(['applicant', 'department', 'intermediary']),
    sourceNote: Line,
    howTo: Text,
    licenceTypes: Type.Optional(many(Line)),
    deferral: Type.Optional(Limit),
  },
  closed,
);

const Letter = Type.Object({ name: Line, basis: Bases }, closed);

const Guide = Type.Object(
  {
    outcome: Text,
    who: Text,
    conditions: many(Text),
    flow: many(Line),
    visits: Type.Object({ times: Days, reason: Line }, closed),
    channels: many(oneOf(['online', 'window', 'mail', 'self-service'])),
    where: Line,
    hours: Line,
    phone: Line,
    complaintPhone: Line,
    delivery: many(oneOf(['collection', 'express', 'electronic'])),
    questions: many(Type.Object({ question: Text, answer: Text }, closed)),
  },
  closed,
);

const named = {
  itemId: Id,
  taskCode: Type.Optional(Type.String({ pattern: '^[0-9A-Z]{18}\\d{13}(\\d{2})?$' })),
  localTaskCode: Type.Optional(Line),
  mainItem: Type.Optional(Line),
  name: Type.String({ minLength: 1, maxLength: 500 }),
  aliases: many(Line),
  taskType: oneOf(Object.keys(taskTypes) as (keyof typeof taskTypes)[]),
  departmentName: Line,
  serverTypes: many(oneOf(['1', '2', '3', '4', '5', '6', '9'])),
  topics: many(Line),
  lists: many(Line),
  basis: Bases,
  materials: many(Material),
  letters: Type.Object(Object.fromEntries(letterKinds.map((kind) => [kind, Type.Optional(Letter)])), closed),
  remedies: many(
    Type.Object(
      { kind: oneOf(['reconsideration', 'litigation', 'complaint']), text: Text, basis: Bases },
      closed,
    ),
  ),
  unknown: many(Line),
};

const projectType = oneOf(['immediate', 'promised']);
const siteCheck = oneOf(['never', 'where-needed', 'always']);
const resultType = oneOf(['certificate', 'document', 'none']);
const suspension = Type.Object({ reasons: many(Line), basis: Bases }, closed);

const Fileable = Type.Object(
  {
    ...named,
    fileable: Type.Literal(true),
    procedure: Type.Optional(Id),
    authority: Id,
    office: Id,
    reviewOffices: Type.Array(Id, { maxItems: 50 }),
    projectType,
    siteCheck,
    limits: Type.Object({ statutory: Limit, promised: Limit }, closed),
    reviewLimit: Type.Optional(Limit),
    extension: orNull(Type.Object({ days: Days, by: oneOf(['head', 'leader']), basis: Bases }, closed)),
    suspension,
    hearing: Type.Optional(Type.Object({ basis: Bases }, closed)),
    form: Type.Unsafe<FormSchema>({ type: 'object' }),
    decisionStates: Type.Optional(Type.Array(Line, { maxItems: 50 })),
    doubts: Type.Optional(
      Type.Array(Type.Object({ when: Condition, but: Condition, at: Line, text: Text }, closed), {
        maxItems: 50,
      }),
    ),
    resultType,
    result: orNull(
      Type.Object(
        {
          name: Line,
          licenceTypeCode: Line,
          licenceType: Line,
          validity: orNull(Type.Object({ years: Days, basis: Bases }, closed)),
        },
        closed,
      ),
    ),
    business: Type.Optional(Type.Object({ kind: oneOf(['renewal', 'change']), licenceType: Line }, closed)),
    nature: Type.Optional(Type.Literal('filing')),
    fee: Type.Object({ charged: Type.Boolean(), text: Line, basis: Bases }, closed),
    guide: Guide,
  },
  closed,
);

const GuideOnly = Type.Object(
  {
    ...named,
    fileable: Type.Literal(false),
    authority: orNull(Id),
    office: orNull(Id),
    departmentCode: Type.Optional(Line),
    authorityCode: Type.Optional(Line),
    areaCode: Type.Optional(Line),
    projectType: orNull(projectType),
    siteCheck: orNull(siteCheck),
    limits: Type.Object({ statutory: orNull(Limit), promised: orNull(Limit) }, closed),
    extension: Type.Null(),
    suspension,
    form: Type.Null(),
    resultType: orNull(resultType),
    result: Type.Null(),
    fee: Type.Null(),
    guide: Type.Null(),
  },
  closed,
);

const checkFileable = createInputCheck(Fileable);
const checkGuide = createInputCheck(GuideOnly);

/** The declaration, or the places that do not fit, each with what a schema says about it. */
export function readDeclaration(value: object): { declaration: ItemDeclaration } | { faults: string[] } {
  const isFileable = 'fileable' in value && value.fileable === true;
  const schema = isFileable ? Fileable : GuideOnly;
  if (Value.Check(schema, value)) return { declaration: value };
  const faults = (isFileable ? checkFileable : checkGuide)(value).slice(0, 10);
  return { faults: faults.map(({ pointer, message }) => `${pointer || '/'}：${message}`) };
}
