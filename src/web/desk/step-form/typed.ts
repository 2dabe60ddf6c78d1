import { useState } from 'react';
import type { JsonObject } from '../../../kernel/json.ts';

/** What was typed into steps not yet taken: kept when the form is closed, the case left, or the server says no. */
const kept = new Map<string, JsonObject>();

/** What is typed now; said as a function where files may have arrived since the form was drawn. */
export type ChangeOfTyped = JsonObject | ((now: JsonObject) => JsonObject);

export function useTyped(key: string) {
  const [input, setInput] = useState<JsonObject>(() => kept.get(key) ?? {});
  return {
    input,
    change(change: ChangeOfTyped) {
      const next = typeof change === 'function' ? change(kept.get(key) ?? {}) : change;
      kept.set(key, next);
      setInput(next);
    },
    forget() {
      kept.delete(key);
      setInput({});
    },
  };
}
