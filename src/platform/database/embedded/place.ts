import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Logger } from 'pino';
import { StartFault } from '../../process/start-fault.ts';
import { mayEnter, type OperatingUser, userForNewCluster } from './operating-user.ts';

/** What DATA_DIR/postgres.json remembers of the cluster; mode 600, for it holds the passwords. */
interface PlaceRecord {
  id: string;
  /** Relative to DATA_DIR where the cluster lies inside it, so that the folder can be moved as a whole. */
  home: string;
  port: number;
  ownerPassword: string;
  runPassword: string;
}

export interface Place extends PlaceRecord {
  dataDir: string;
  /** The cluster itself (PGDATA). */
  cluster: string;
  sockets: string;
  logFile: string;
  user: OperatingUser | undefined;
}

/** A socket's path, `/.s.PGSQL.12345` included, has to fit into 107 bytes. */
const LONGEST_SOCKET_FOLDER = 90;

export function findPlace(dataDir: string): Place | undefined {
  const file = recordFile(dataDir);
  if (!existsSync(file)) return undefined;
  try {
    accessSync(file, constants.R_OK | constants.W_OK);
  } catch {
    throw new StartFault(`${file} 属于另一个用户：请用启动服务的那个用户运行。`);
  }
  return placeOf(dataDir, JSON.parse(readFileSync(file, 'utf8')));
}

/** Finds or makes the place of the cluster of `dataDir`; two processes at once end up with the same one. */
export async function takePlace(dataDir: string, log: Logger): Promise<Place> {
  const root = process.getuid?.() === 0;
  mkdirSync(dataDir, { recursive: true, mode: root ? 0o711 : 0o700 });
  return findPlace(dataDir) ?? (await makePlace(dataDir, log));
}

async function makePlace(dataDir: string, log: Logger): Promise<Place> {
  const id = randomBytes(6).toString('hex');
  const user = userForNewCluster();
  const inside = mayEnter(dataDir, user);
  const home = inside ? 'postgres' : join(outsideFolder(), id);
  if (inside && existsSync(join(dataDir, home))) {
    throw new StartFault(`${dataDir} 里有数据库，却没有 postgres.json（端口与口令）：请从备份取回它。`);
  }
  const record: PlaceRecord = {
    id,
    home,
    port: await findFreePort(),
    ownerPassword: randomBytes(24).toString('hex'),
    runPassword: randomBytes(24).toString('hex'),
  };
  if (!inside) log.info(`数据库放在 ${home}：运行 PostgreSQL 的用户进不了 ${dataDir}`);
  writeFirst(recordFile(dataDir), record);
  return placeOf(dataDir, JSON.parse(readFileSync(recordFile(dataDir), 'utf8')));
}

/** Another port for a cluster whose own was taken while it was down. */
export async function changePort(place: Place): Promise<Place> {
  const { id, home, ownerPassword, runPassword } = place;
  const record: PlaceRecord = { id, home, port: await findFreePort(), ownerPassword, runPassword };
  const file = recordFile(place.dataDir);
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(record, null, 2), { mode: 0o600 });
  renameSync(`${file}.${process.pid}`, file);
  return { ...place, port: record.port };
}

/** Makes the folders of the cluster with the owner and the modes PostgreSQL insists on. */
export function makeFolders(place: Place): void {
  for (const folder of [resolve(place.dataDir, place.home), place.sockets]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
    if (place.user) chownSync(folder, place.user.uid, place.user.gid);
  }
}

/** Where root puts what the lent user must be able to enter. */
export function outsideFolder(): string {
  for (const folder of ['/var/lib/mingchuang', join(tmpdir(), 'mingchuang')]) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o755 });
      if (mayEnter(folder, userForNewCluster())) return folder;
    } catch {
      // A read-only /var leaves the temporary folder.
    }
  }
  throw new StartFault('找不到 PostgreSQL 能进入的文件夹：请把 DATA_DIR 设到一个普通用户能进入的地方。');
}

function placeOf(dataDir: string, record: PlaceRecord): Place {
  const home = resolve(dataDir, record.home);
  const short = Buffer.byteLength(home) <= LONGEST_SOCKET_FOLDER;
  return {
    ...record,
    dataDir,
    cluster: join(home, 'data'),
    sockets: short ? home : join(tmpdir(), `mingchuang-${record.id}`),
    logFile: join(home, 'postgres.log'),
    user: existsSync(home) ? ownerOf(home) : userForNewCluster(),
  };
}

function ownerOf(home: string): OperatingUser | undefined {
  const { uid, gid } = statSync(home);
  const self = process.getuid?.();
  if (self === undefined || uid === self) return self === 0 ? userForNewCluster() : undefined;
  if (self === 0) return { uid, gid };
  throw new StartFault(`${home} 属于另一个用户（uid ${uid}）：请用那个用户启动，或另设 DATA_DIR。`);
}

function recordFile(dataDir: string): string {
  return join(dataDir, 'postgres.json');
}

function writeFirst(file: string, record: PlaceRecord): void {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, JSON.stringify(record, null, 2), { mode: 0o600 });
  try {
    linkSync(own, file);
  } catch (error) {
    if (!existsSync(file)) throw error;
  } finally {
    rmSync(own);
  }
}

/** Below the range the kernel gives to outgoing connections, which would take the port between two starts. */
async function findFreePort(): Promise<number> {
  for (;;) {
    const port = 15_000 + (randomBytes(2).readUInt16BE() % 15_000);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const probe = createServer();
    probe.once('error', () => answer(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => answer(true)));
  });
}
