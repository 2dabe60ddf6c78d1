/**
 * A valid input for any step, made from the schema with which the step is offered. What a schema cannot say is what the
 * screens know too: a few names mean things of the case (a material, a demand that is open, a document of one's own).
 */
import type { Json, JsonObject } from '../../src/kernel/json.ts';

/** Numbers from 0 up to `below`; the same seed gives the same walk. */
export type Chance = (below: number) => number;

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** What of the case an input can name. */
export interface Things {
  today: string;
  materialCodes: string[];
  documentId: string;
  /** What was demanded: a material, or words by the place of the demand; and which of it is still open. */
  demands: { index: number; materialCode: string | null; text: string; isOpen: boolean }[];
}

type Schema = JsonObject & { properties?: Record<string, Schema>; items?: Schema; anyOf?: Schema[] };

export function inputFrom(schema: JsonObject, chance: Chance, things: Things): JsonObject {
  return objectFrom(schema as Schema, chance, { ...things, demands: someOf(things.demands, chance) });
}

/** Now and then a correction answers part of what is open. */
function someOf(demands: Things['demands'], chance: Chance): Things['demands'] {
  const open = demands.filter(({ isOpen }) => isOpen);
  const [kept] = open;
  if (open.length < 2 || !kept || chance(3) > 0) return demands;
  return demands.map((one) => (one === kept ? one : { ...one, isOpen: false }));
}

function objectFrom(schema: Schema, chance: Chance, things: Things): JsonObject {
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  const made: JsonObject = {};
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    const known = thingFor(name, things);
    const value = known === undefined ? valueFrom(name, member, chance, things) : known;
    if (value === null) continue;
    // Words are given wherever they can be: rules ask for them under conditions that no schema says.
    const isWords = member.type === 'string' && member.enum === undefined;
    if (required.has(name) || known !== undefined || isWords || chance(2) === 0) made[name] = value;
  }
  return made;
}

/** Null: left out, because something else of the input stands for it. */
function thingFor(name: string, { demands, materialCodes, documentId }: Things): Json | undefined {
  switch (name) {
    case 'form':
    case 'licenceId':
    case 'deferred':
    case 'noticeDocumentId':
    case 'mandateDocumentId':
    case 'documents':
    // A number would have to fit its kind; a day and a name would have to be of this case.
    case 'idType':
    case 'idNumber':
    case 'toldOn':
    case 'unsigned':
      return null;
    // One of a hundred applications of one applicant would bar all others.
    case 'concernsSafety':
      return false;
    // Nothing is delivered electronically without it.
    case 'consent':
      return true;
    // A public hearing is announced; nobody who reviews is called so.
    case 'openness':
      return 'public';
    case 'announce':
      return true;
    case 'chair':
      return '主持人';
    case 'at':
      return '09:30';
    case 'phone':
      return '13900000000';
    case 'documentId':
      return documentId;
    case 'materials': {
      const open = demands.filter(({ isOpen }) => isOpen);
      const asked = open.flatMap(({ materialCode }) => materialCode ?? []);
      const codes = open.length > 0 ? asked : materialCodes.slice(0, 1);
      return codes.length > 0 ? codes.map((materialCode) => ({ materialCode, documentId })) : null;
    }
    case 'answers': {
      const words = demands.filter(({ materialCode, isOpen }) => isOpen && materialCode === null);
      return words.length > 0 ? words.map(({ index }) => ({ item: index, text: '已说明' })) : null;
    }
    // A later notice repeats what was told, and nothing else.
    case 'items':
      return demands.length === 0
        ? undefined
        : demands.map(({ materialCode, text }) => ({ ...(materialCode ? { materialCode } : {}), text }));
    default:
      return undefined;
  }
}

/** Today, or the nearest day that can be chosen. */
function dayWithin({ formatMinimum, formatMaximum }: Schema, today: string): string {
  if (typeof formatMinimum === 'string' && today < formatMinimum) return formatMinimum;
  return typeof formatMaximum === 'string' && today > formatMaximum ? formatMaximum : today;
}

function valueFrom(name: string, schema: Schema, chance: Chance, things: Things): Json | null {
  if (Array.isArray(schema.enum)) return schema.enum[chance(schema.enum.length)] ?? null;
  if (schema.const !== undefined) return schema.const;
  if (name === 'materialCode') {
    return things.materialCodes[chance(things.materialCodes.length)] ?? null;
  }
  switch (schema.type) {
    case 'string':
      return schema.format === 'date' ? dayWithin(schema, things.today) : `说明${chance(1_000_000)}`;
    case 'integer':
    case 'number': {
      const least = Number(schema.minimum ?? 0);
      // Long terms make walks dull: a limit that is in no law is tried up to ten.
      const most = Math.min(Number(schema.maximum ?? least + 10), least + 14);
      return least + chance(most - least + 1);
    }
    case 'boolean':
      return chance(2) === 0;
    case 'array': {
      const { items } = schema;
      if (!items) return [];
      const count = Math.max(1 + chance(2), Number(schema.minItems ?? 1));
      return Array.from({ length: count }, () =>
        items.type === 'object' ? objectFrom(items, chance, things) : valueFrom(name, items, chance, things),
      );
    }
    case 'object':
      return objectFrom(schema, chance, things);
    default:
      return null;
  }
}
