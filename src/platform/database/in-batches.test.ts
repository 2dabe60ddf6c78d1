import fc from 'fast-check';
import { DatabaseError } from 'pg';
import { expect, test } from 'vitest';
import { inBatches, NotSent } from './in-batches.ts';

const said = (code: string, severity: string) =>
  Object.assign(new DatabaseError('no', 2, 'error'), { code, severity });

const refusal = () => said('23505', 'ERROR');

/** Batches that end when they are told to; `seen` are the batches in the order they began. */
function gate() {
  const seen: string[][] = [];
  const open: (() => void)[] = [];
  const run = (items: readonly string[]) =>
    new Promise<string[]>((resolve) => {
      seen.push([...items]);
      open.push(() => resolve(items.map((item) => item.toUpperCase())));
    });
  // More turns of the event loop than any batch needs to begin or end; a span of time would be short on a busy machine.
  const passEvents = async () => {
    for (let turn = 0; turn < 20; turn++) await new Promise((resume) => setImmediate(resume));
  };
  return { seen, run, passEvents, end: (place: number) => open[place]?.() };
}

test('what arrives while a batch is under way forms the next one', async () => {
  const { seen, run, passEvents, end } = gate();
  const call = inBatches(run, { most: 10, atOnce: 1 });
  const first = call('a');
  await passEvents();
  const others = ['b', 'c', 'd'].map(call);
  await passEvents();
  expect(seen).toEqual([['a']]);
  end(0);
  expect(await first).toBe('A');
  await passEvents();
  expect(seen).toEqual([['a'], ['b', 'c', 'd']]);
  end(1);
  expect(await Promise.all(others)).toEqual(['B', 'C', 'D']);
});

test('no batch is larger than the most, and no more are under way than may be', async () => {
  const { seen, run, passEvents } = gate();
  const call = inBatches(run, { most: 2, atOnce: 2 });
  for (const item of 'abcdef') void call(item);
  await passEvents();
  expect(seen).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
});

test('two of one name never meet, and keep their order', async () => {
  const { seen, run, passEvents, end } = gate();
  const call = inBatches(run, { most: 10, atOnce: 1, apart: (item) => [item.charAt(0)] });
  const answers = ['a1', 'a2', 'b1', 'a3', 'b2'].map(call);
  for (const place of [0, 1, 2]) {
    await passEvents();
    end(place);
  }
  expect(await Promise.all(answers)).toEqual(['A1', 'A2', 'B1', 'A3', 'B2']);
  expect(seen).toEqual([['a1', 'b1'], ['a2', 'b2'], ['a3']]);
});

test.each([
  ['the database says no', refusal()],
  ['it says so in another language', said('23505', '错误')],
  ['it could not be made ready', new NotSent('no')],
])('one refused item is nobody else’s fault: %s', async (_why, fault) => {
  const call = inBatches(
    async (items: readonly string[]) => {
      if (items.includes('bad')) throw fault;
      return items.map((item) => `${item}!`);
    },
    { most: 10, atOnce: 1 },
  );
  const outcomes = await Promise.allSettled(['x', 'bad', 'y'].map(call));
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

test.each([
  ['the connection is lost', new Error('Connection terminated unexpectedly')],
  ['the server stops', said('57P01', 'FATAL')],
  ['the server stops, in another language', said('57P01', '致命错误')],
])(
  'a fault after which nobody knows what was committed is told to all, and nothing is run again: %s',
  async (_why, fault) => {
    let runs = 0;
    const call = inBatches(
      async (_items: readonly string[]): Promise<string[]> => {
        runs++;
        throw fault;
      },
      { most: 10, atOnce: 1 },
    );
    const outcomes = await Promise.allSettled(['x', 'y', 'z'].map(call));
    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
    expect(runs).toBe(1);
  },
);

test('whoever calls gets the answer to her own call, once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ name: fc.integer({ min: 0, max: 3 }), isRefused: fc.boolean() }), {
        maxLength: 40,
      }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 3 }),
      async (items, most, atOnce) => {
        const done: number[] = [];
        const numbered = items.map((item, place) => ({ ...item, place }));
        const call = inBatches(
          async (batch: readonly (typeof numbered)[number][]) => {
            await new Promise((resume) => setImmediate(resume));
            if (batch.some(({ isRefused }) => isRefused)) throw refusal();
            done.push(...batch.map(({ place }) => place));
            return batch.map(({ place }) => place);
          },
          { most, atOnce, apart: ({ name }) => [String(name)] },
        );
        const outcomes = await Promise.allSettled(numbered.map(call));
        outcomes.forEach((outcome, place) => {
          expect(outcome.status).toBe(items[place]?.isRefused ? 'rejected' : 'fulfilled');
          if (outcome.status === 'fulfilled') expect(outcome.value).toBe(place);
        });
        expect(done.length).toBe(new Set(done).size);
      },
    ),
    { numRuns: 60 },
  );
});
