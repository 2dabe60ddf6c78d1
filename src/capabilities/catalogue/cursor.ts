import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import type { Place } from './search-items.ts';

const PlaceShape = Type.Union([
  Type.Object({ score: Type.Integer(), itemId: Type.String() }, { additionalProperties: false }),
  Type.Object(
    { fileable: Type.Boolean(), sortKey: Type.String(), itemId: Type.String() },
    { additionalProperties: false },
  ),
]);

export const writeCursor = (place: Place): string => Buffer.from(JSON.stringify(place)).toString('base64url');

/** Undefined for what this program did not write. */
export function readCursor(cursor: string): Static<typeof PlaceShape> | undefined {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Value.Check(PlaceShape, place) && !JSON.stringify(place).includes('\\u0000') ? place : undefined;
  } catch {
    return undefined;
  }
}
