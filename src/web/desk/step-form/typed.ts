import { useState } from 'react';
import type { JsonObject } from '../../../kernel/json.ts';

/** What was typed into steps not yet taken: kept when the form is closed, the case left, or the server says no. */
const kept = new Map<string, JsonObject>();

export function useTyped(key: string) {
  const [input, setInput] = useState<JsonObject>(() => kept.get(key) ?? {});
  return {
    input,
    change(next: JsonObject) {
      kept.set(key, next);
      setInput(next);
    },
    forget() {
      kept.delete(key);
      setInput({});
    },
  };
}
