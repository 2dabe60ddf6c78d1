/**
 * Single keys as shortcuts. They rest while somebody types or a dialog is open, and can be switched off for good
 * (WCAG 2.1.4: people who speak or shake trigger them by accident).
 */
import { useEffect, useRef } from 'react';

const preference = 'mingchuang-desk-keys';

export const keysAreOn = () => window.localStorage.getItem(preference) !== 'off';
export const switchKeys = (on: boolean) => window.localStorage.setItem(preference, on ? 'on' : 'off');

type Keys = Record<string, (event: KeyboardEvent) => void>;

export function useKeys(keys: Keys): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    function press(event: KeyboardEvent) {
      const act = Object.hasOwn(current.current, event.key) ? current.current[event.key] : undefined;
      if (!act || event.defaultPrevented || isBusyElsewhere(event) || !keysAreOn()) return;
      event.preventDefault();
      act(event);
    }
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}

function isBusyElsewhere({ target, ctrlKey, metaKey, altKey, isComposing }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || altKey || isComposing) return true;
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest('dialog')) return true;
  if (target instanceof HTMLInputElement) return !['checkbox', 'button', 'submit'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
