/** Ids of one document: each object has its own, and none is used twice. */
export interface Ids {
  next(): number;
  /** So many were given elsewhere. */
  skip(count: number): void;
  last(): number;
}

export function countIds(from: number): Ids {
  let free = from;
  return {
    next: () => free++,
    skip: (count) => {
      free += count;
    },
    last: () => free - 1,
  };
}
