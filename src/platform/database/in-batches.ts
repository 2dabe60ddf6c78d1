/**
 * Round trips and commits are what writing costs (docs/performance.md). So calls are gathered: whatever arrives while
 * the last batch is under way forms the next one. Nobody waits for company: a call that finds nothing under way starts.
 */
import { DatabaseError } from 'pg';

export interface Batching<Item> {
  /** Items in one batch at the most. */
  most: number;
  /** Batches under way at the same time. */
  atOnce: number;
  /** Two items that share one of these names never meet in a batch, and keep their order. */
  apart?: (item: Item) => readonly string[];
}

interface Waiting<Item, Result> {
  item: Item;
  resolve: (result: Result) => void;
  reject: (fault: unknown) => void;
}

/**
 * `run` gets the items of a batch and answers one result for each, in their order; its effects must be all or nothing.
 * When the database refuses a batch, every item is run alone, so that one item's fault is nobody else's. What is no
 * refusal (a lost connection, after which nobody knows whether the batch was committed) all of them are told.
 */
export function inBatches<Item, Result>(
  run: (items: readonly Item[]) => Promise<Result[]>,
  { most, atOnce, apart = () => [] }: Batching<Item>,
): (item: Item) => Promise<Result> {
  const queue: Waiting<Item, Result>[] = [];
  let underWay = 0;
  let isCalled = false;

  return (item) =>
    new Promise<Result>((resolve, reject) => {
      queue.push({ item, resolve, reject });
      callSoon();
    });

  /** Once the events at hand were seen: what arrived together goes together. */
  function callSoon(): void {
    if (isCalled || underWay >= atOnce) return;
    isCalled = true;
    setImmediate(() => {
      isCalled = false;
      start();
    });
  }

  function start(): void {
    const batch = takeBatch();
    if (batch.length === 0) return;
    underWay++;
    void finish(batch).then(() => {
      underWay--;
      if (queue.length > 0) callSoon();
    });
    if (queue.length > 0) callSoon();
  }

  function takeBatch(): Waiting<Item, Result>[] {
    const batch: Waiting<Item, Result>[] = [];
    const left: Waiting<Item, Result>[] = [];
    const names = new Set<string>();
    for (const waiting of queue) {
      const own = apart(waiting.item);
      const fits = batch.length < most && !own.some((name) => names.has(name));
      for (const name of own) names.add(name);
      (fits ? batch : left).push(waiting);
    }
    queue.splice(0, queue.length, ...left);
    return batch;
  }

  async function finish(batch: Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await run(batch.map(({ item }) => item));
      if (results.length !== batch.length) throw new Error('a batch answers one result for each item');
      batch.forEach(({ resolve }, place) => {
        const [result] = results.slice(place, place + 1);
        resolve(result as Result);
      });
    } catch (fault) {
      if (batch.length > 1 && isRefusal(fault)) return oneByOne(batch);
      for (const { reject } of batch) reject(fault);
    }
  }

  async function oneByOne(batch: Waiting<Item, Result>[]): Promise<void> {
    for (const waiting of batch) await finish([waiting]);
  }
}

/** Thrown by `run` before anything was sent to the database: one of the items could not be made ready. */
export class NotSent extends Error {}

/**
 * The database said no and took everything back; a fault that ends the connection says nothing of the kind. By its code:
 * the severity comes in the language of the server.
 */
function isRefusal(fault: unknown): boolean {
  if (fault instanceof NotSent) return true;
  return fault instanceof DatabaseError && !/^(08|57|58|XX)/.test(fault.code ?? 'XX');
}
