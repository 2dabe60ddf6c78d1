/** Reading what a plain form sent: names are ours, values are anybody's. */

export type Sent = Record<string, string[]>;

/** Every field with all its values; texts as PostgreSQL can store them and with one kind of line end. */
export function sentFields(body: unknown): Sent {
  const sent: Sent = {};
  if (typeof body !== 'object' || body === null) return sent;
  for (const [name, value] of Object.entries(body)) {
    const values = [value].flat().filter((one): one is string => typeof one === 'string');
    Object.defineProperty(sent, name, { value: values.map(storable), enumerable: true });
  }
  return sent;
}

/** The first value of a field, trimmed; empty when there is none. */
export function fieldOf(body: unknown, name: string): string {
  const sent = sentFields(body);
  return Object.hasOwn(sent, name) ? (sent[name]?.[0]?.trim() ?? '') : '';
}

export function valuesOf(sent: Sent, name: string): string[] {
  return Object.hasOwn(sent, name) ? (sent[name] ?? []) : [];
}

function storable(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '').replace(/\r\n?/g, '\n');
}

/** A place of this site to go to; anything else is the home page. Browsers read `//host` and `/\host` as other sites. */
export function safeReturn(place: string, otherwise = '/'): string {
  if (!/^\/(?![/\\])[^\\\p{Cc}\s]*$/u.test(place)) return otherwise;
  const here = 'http://here.invalid';
  return URL.canParse(place, here) && new URL(place, here).origin === here ? place : otherwise;
}
