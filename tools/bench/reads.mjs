/** What people look at: lists, a case, pages. */
import { gzipSync } from 'node:zlib';
import { percentile } from './figures.mjs';

/** One caller after the other, so that a time is the answer's own and not a queue's. */
export async function timeReads(client, headers, path, times) {
  const taken = [];
  let size = 0;
  for (let round = 0; round < times; round++) {
    const before = performance.now();
    const answer = await client.get(path, headers);
    taken.push(performance.now() - before);
    if (answer.status !== 200)
      throw new Error(`${path} was answered ${answer.status}: ${answer.text.slice(0, 300)}`);
    size = answer.size;
  }
  return { p50: percentile(taken, 0.5), p95: percentile(taken, 0.95), size };
}

/** The path of a page deep inside a list: `pages` pages on, or the last one there is. */
export async function deepPath(client, headers, path, pages) {
  let reached = path;
  const join = path.includes('?') ? '&' : '?';
  for (let page = 1; page < pages; page++) {
    const { next } = JSON.parse((await client.get(reached, headers)).text);
    if (!next) return { path: reached, page };
    reached = `${path}${join}cursor=${encodeURIComponent(next)}`;
  }
  return { path: reached, page: pages };
}

/** Pages a second with so many callers; undefined when there is no such page yet. */
export async function loadPage(client, headers, path, callers, milliseconds) {
  const first = await client.get(path, headers);
  if (first.status === 404) return undefined;
  if (first.status !== 200) throw new Error(`${path} was answered ${first.status}`);
  let done = 0;
  const end = performance.now() + milliseconds;
  const work = async () => {
    while (performance.now() < end) {
      const { status } = await client.get(path, headers);
      if (status !== 200) throw new Error(`${path} was answered ${status}`);
      if (performance.now() <= end) done++;
    }
  };
  await Promise.all(Array.from({ length: callers }, work));
  const wire = await client.get(path, { ...headers, 'accept-encoding': 'gzip' });
  return {
    perSecond: done / (milliseconds / 1000),
    wireKB: wire.size / 1024,
    gzipKB: gzipSync(first.text).length / 1024,
  };
}
