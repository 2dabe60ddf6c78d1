/** One page of a list, and the place where the next one goes on: opaque to whoever sends it back. */
import type { Problem } from './problem.ts';
import { shellProblem } from './problem-codes.ts';

export interface Page<Item> {
  items: Item[];
  /** To be sent as `cursor`; null on the last page. */
  next: string | null;
}

export const cursorOf = (place: string | number) => Buffer.from(String(place), 'utf8').toString('base64url');

export const placeIn = (cursor: string) => Buffer.from(cursor, 'base64url').toString('utf8');

/** Where the place is the id of a row. */
export function idIn(cursor: string): number {
  const place = placeIn(cursor);
  const id = Number(place);
  if (!/^\d+$/.test(place) || !Number.isSafeInteger(id)) throw badCursor();
  return id;
}

/** For what no list of ours has given out. */
export function badCursor(): Problem {
  return shellProblem('input/invalid', {
    detail: '翻页标记无效，请从第一页重新开始。',
    errors: [{ pointer: '/cursor', code: 'list/cursor', message: '请使用上一页返回的 next。', in: 'query' }],
  });
}
