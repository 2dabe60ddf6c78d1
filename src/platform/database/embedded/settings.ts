import { statfsSync } from 'node:fs';
import { release, totalmem } from 'node:os';
import type { Place } from './place.ts';

export interface ClusterOptions {
  /** False only for clusters that live as long as a test run: nothing is flushed, nothing survives a power cut. */
  durable: boolean;
}

const MB = 2 ** 20;
const GB = 2 ** 30;

/** Server settings as `-c name=value`. fsync and synchronous_commit stay at their safe defaults in a durable cluster. */
export function serverSettings(place: Place, { durable }: ClusterOptions): string[] {
  const memory = Math.min(totalmem(), process.constrainedMemory() || Infinity);
  const settings: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    port: place.port,
    unix_socket_directories: place.sockets,
    unix_socket_permissions: '0700',
    max_connections: durable ? 60 : 100,
    timezone: 'Asia/Shanghai',
    log_timezone: 'Asia/Shanghai',
    lc_messages: 'C',
    shared_buffers: `${durable ? sharedBuffers(memory) : 128}MB`,
    effective_cache_size: `${Math.max(256, Math.floor(memory / 2 / MB))}MB`,
    // Measured: commits that arrive together share a flush, 3 to 14 % more steps a second.
    commit_delay: 100,
    commit_siblings: 2,
    // Measured: close to a checkpoint a case writes 45 to 91 kB of log instead of 20.
    max_wal_size: `${Math.floor(largestLog(place) / MB)}MB`,
    checkpoint_timeout: '30min',
    // Measured: until a new table is analysed the planner takes whatever index it has; a minute of that is felt.
    autovacuum_naptime: '10s',
    // Measured: after a crash one sync of the file system instead of some 1,500 files, 0.5 s instead of up to 4.
    ...(reportsSyncErrors() ? { recovery_init_sync_method: 'syncfs' } : {}),
    ...(durable
      ? {}
      : { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', autovacuum: 'off' }),
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Linux tells `syncfs` of write errors since 5.8; before that, and elsewhere, every file is flushed by itself. */
function reportsSyncErrors(): boolean {
  const [major = 0, minor = 0] = release().split('.').map(Number);
  return process.platform === 'linux' && (major > 5 || (major === 5 && minor >= 8));
}

function sharedBuffers(memory: number): number {
  if (memory < 2 * GB) return 128;
  return Math.floor(Math.min(Math.max(memory / 8, 256 * MB), 4 * GB) / MB);
}

function largestLog(place: Place): number {
  const disk = statfsSync(place.sockets);
  return Math.min(16 * GB, Math.max(GB, (disk.bavail * disk.bsize) / 4));
}
