/** What the sentences of the timeline are put together from. */
import type { JsonObject } from '../../kernel/json.ts';
import type { Fact } from '../../kernel/procedure/fact.ts';

export interface Told {
  fact: Fact;
  data: JsonObject;
  payload: JsonObject;
  officeName: (id: string) => string;
}

/** `：text。` when there is text, otherwise the full stop alone. */
export function inFull(text: unknown): string {
  return typeof text === 'string' && text.trim() ? `：${ended(text)}` : '。';
}

/** `理由：text。` as a sentence of its own; nothing where there is none. */
export function reasonOf(text: unknown): string {
  return typeof text === 'string' && text.trim() ? `理由：${ended(text)}` : '';
}

export function ended(text: unknown): string {
  const trimmed = String(text).trim();
  return /[。！？!?]$/.test(trimmed) ? trimmed : `${trimmed}。`;
}

export function listed(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
