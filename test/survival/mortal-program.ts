/**
 * A program that dies at a chosen moment, within the process of the test: from then on nothing it began goes on. Its
 * connections are cut, its files stay as they are, and whatever it still calls never answers. This is what `kill -9` does
 * to a process; with `power` also what a power cut does to what was not flushed.
 *
 * The product knows nothing of it: the driver's client and the file functions are wrapped here, at the edge, and only
 * for clients and paths that bear a mortal's name.
 */
import files from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { dirname } from 'node:path';
import pg from 'pg';

export interface Death {
  /** Number of the event, from 0. */
  event: number;
  /** Before it happens, or when it has happened and the program does not know yet. */
  when: 'before' | 'after';
  /** What was not flushed is lost. */
  power?: boolean;
}

export interface Mortal {
  /** Stands in the application name of its connections and in the path of its files. */
  readonly name: string;
  /** Everything it asked of the outside since `watch`, in order. */
  events: string[];
  death: Death | undefined;
  isDead: boolean;
  /** Resolves at its death. */
  died: Promise<void>;
}

interface Life extends Mortal {
  die(power?: boolean): Promise<void>;
  clients: Set<pg.Client>;
  handles: Set<files.FileHandle>;
  /** Not flushed yet: undone by a power cut, last first. */
  unflushed: { what: 'name' | 'bytes'; path: string; undo: (path: string) => Promise<unknown> }[];
}

const lives = new Map<string, Life>();
const never = new Promise<never>(() => undefined);

export function newMortal(name: string): Mortal {
  const { promise: died, resolve } = Promise.withResolvers<void>();
  const life: Life = {
    name,
    events: [],
    death: undefined,
    isDead: false,
    died,
    clients: new Set(),
    handles: new Set(),
    unflushed: [],
    async die(power = life.death?.power) {
      life.isDead = true;
      for (const client of life.clients) cut(client);
      // As the operating system does.
      for (const handle of life.handles) await handle.close().catch(() => undefined);
      if (power) for (const { undo, path } of life.unflushed.reverse()) await undo(path);
      resolve();
    },
  };
  lives.set(name, life);
  return life;
}

/** Counts from here on; `death` is when it dies. */
export function watch(mortal: Mortal, death?: Death): void {
  mortal.events = [];
  mortal.death = death;
}

/** Now, whatever it does. */
export function kill({ name }: Mortal, how: { power: boolean }): Promise<void> {
  const life = lives.get(name);
  if (!life) throw new Error(`${name} never lived`);
  return life.die(how.power);
}

/** One event: `happen` unless it dies before, and `heard` of its outcome unless it dies after. */
async function event<T>(life: Life, what: string, happen: () => Promise<T>): Promise<T> {
  if (life.isDead) return never;
  const number = life.events.push(what) - 1;
  const { death } = life;
  const isIt = death?.event === number;
  if (isIt && death.when === 'before') {
    await life.die();
    return never;
  }
  const [outcome] = await Promise.allSettled([happen()]);
  if (life.isDead) return never;
  if (isIt) {
    await life.die();
    return never;
  }
  if (outcome.status === 'rejected') throw outcome.reason;
  return outcome.value;
}

function cut(client: pg.Client): void {
  const { connection } = client as unknown as { connection?: { stream?: { destroy(): void } } };
  // Nobody is left to hear of it.
  client.removeAllListeners('error');
  client.on('error', () => undefined);
  connection?.stream?.destroy();
}

wrapClient();
wrapFiles();

function lifeOfClient(client: pg.Client): Life | undefined {
  const { connectionParameters: parameters } = client as unknown as {
    connectionParameters?: { application_name?: string };
  };
  return lives.get(parameters?.application_name ?? '');
}

type Callback = (fault: Error | undefined, result?: unknown) => void;

function wrapClient(): void {
  const prototype = pg.Client.prototype as unknown as Record<
    'query' | 'connect',
    (...args: unknown[]) => unknown
  >;
  const { query, connect } = prototype;
  prototype.connect = function connectMortal(this: pg.Client, ...args: unknown[]) {
    const life = lifeOfClient(this);
    if (life?.isDead) return never;
    if (!life) return connect.apply(this, args);
    life.clients.add(this);
    // What a connection that breaks at the death has to say is heard by nobody.
    const deaf = args.map((one) =>
      typeof one === 'function' ? (...said: unknown[]) => !life.isDead && one(...said) : one,
    );
    const connected = connect.apply(this, deaf);
    if (!(connected instanceof Promise)) return connected;
    return connected.catch((fault) => {
      if (life.isDead) return never;
      throw fault;
    });
  };
  prototype.query = function queryMortal(this: pg.Client, ...args: unknown[]) {
    const life = lifeOfClient(this);
    if (!life) return query.apply(this, args);
    const callback = args.findLast((one): one is Callback => typeof one === 'function');
    const rest = args.filter((one) => one !== callback);
    const asked = event(life, wordsOf(args[0]), () => query.apply(this, rest) as Promise<unknown>);
    if (!callback) return asked;
    asked.then(
      (result) => callback(undefined, result),
      (fault) => callback(fault),
    );
    return undefined;
  };
}

/** The statement, short, without what is in it. */
function wordsOf(query: unknown): string {
  const text = typeof query === 'string' ? query : String((query as { name?: string; text?: string }).text);
  return text.replace(/\s+/g, ' ').trim().slice(0, 60);
}

type Files = Record<string, (...args: never[]) => Promise<unknown>>;

function wrapFiles(): void {
  const all = files as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>;
  const { open, rename, rm, mkdir, utimes } = all as Record<string, (...args: unknown[]) => Promise<unknown>>;
  const wrapped =
    (
      what: string,
      real: Files[string] | undefined,
      effect?: (life: Life, args: string[], result: unknown) => void,
    ) =>
    async (...args: unknown[]) => {
      const call = () => (real as unknown as (...rest: unknown[]) => Promise<unknown>)(...args);
      const life = lifeOfPath(args[0]);
      if (!life) return call();
      const result = await event(life, what, call);
      effect?.(life, args.map(String), result);
      return result;
    };
  Object.assign(all, {
    open: wrapOpen(open as never),
    rename: wrapped('rename', rename as never, (life, [from = '', to = '']) => {
      // Bytes that were not flushed go with their file.
      for (const one of life.unflushed) if (one.what === 'bytes' && one.path === from) one.path = to;
      const undo = () => (rename as never as typeof files.rename)(to, from);
      life.unflushed.push({ what: 'name', path: to, undo });
    }),
    rm: wrapped('rm', rm as never),
    utimes: wrapped('utimes', utimes as never),
    mkdir: wrapped('mkdir', mkdir as never, (life, _args, made) => {
      const undo = () => (rm as never as typeof files.rm)(String(made), { recursive: true, force: true });
      if (made !== undefined) life.unflushed.push({ what: 'name', path: String(made), undo });
    }),
  });
  syncBuiltinESMExports();
}

function wrapOpen(open: typeof files.open): typeof files.open {
  return async (path, flags, mode) => {
    const life = lifeOfPath(path);
    if (!life) return open(path, flags, mode);
    const handle = await event(life, `open ${flags}`, async () => {
      const opened = await open(path, flags, mode);
      life.handles.add(opened);
      return opened;
    });
    const { sync, writeFile } = handle;
    const undo = (now: string) => files.truncate(now).catch(() => undefined);
    handle.writeFile = async (content, ...more) => {
      life.unflushed.push({ what: 'bytes', path: String(path), undo });
      // A write that is cut in its midst leaves the first half.
      const { death } = life;
      const half =
        death?.when === 'before' && death.event === life.events.length && content instanceof Uint8Array;
      if (half) await writeFile.call(handle, content.subarray(0, Math.floor(content.length / 2)));
      return event(life, 'write', () => writeFile.call(handle, content, ...more));
    };
    handle.sync = async () => {
      await event(life, flags === 'r' ? 'flush folder' : 'flush file', () => sync.call(handle));
      // A folder's flush keeps the names in it, a file's its bytes.
      life.unflushed = life.unflushed.filter(({ what, path: other }) =>
        flags === 'r'
          ? what === 'bytes' || dirname(other) !== String(path)
          : what === 'name' || other !== String(path),
      );
    };
    return handle;
  };
}

function lifeOfPath(path: unknown): Life | undefined {
  const text = `${path}/`;
  for (const life of lives.values()) if (text.includes(`/${life.name}/`)) return life;
  return undefined;
}
