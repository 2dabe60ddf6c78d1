/** j and k walk the links of a list. The selection is the focus itself, so refreshing the list cannot lose it. */
import { type RefObject, useEffect } from 'react';
import { useKeys } from '../frame/keys.ts';

/** Where somebody was in the list she left: coming back she goes on from there. */
let lastRow: string | undefined;

export function useRowKeys(list: RefObject<HTMLElement | null>): void {
  const rows = () => [...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
  useEffect(() => {
    const last = rows().find((row) => row.dataset.row === lastRow);
    if (last && isNowhere(document.activeElement)) last.focus();
  }, []);
  const move = (by: number) => () => {
    const all = rows();
    const at = all.findIndex((row) => row.matches(':focus'));
    const from = at >= 0 ? at : all.findIndex((row) => row.dataset.row === lastRow);
    const next = all[from < 0 ? 0 : Math.min(Math.max(from + by, 0), all.length - 1)];
    next?.focus();
    next?.closest('tr')?.scrollIntoView({ block: 'nearest' });
    lastRow = next?.dataset.row;
  };
  useKeys({ j: move(1), k: move(-1) });
}

/** On no field and no button: nothing is taken away from anybody. */
const isNowhere = (place: Element | null) =>
  place === null || place === document.body || place.id === 'content';
