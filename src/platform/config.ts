import { isIP } from 'node:net';
import { resolve } from 'node:path';

export type Mode = 'demo' | 'production';

/** `web` answers requests, `worker` works off the queue; several of each may share one database. */
export type ProcessRole = 'web' | 'worker';

export interface Config {
  mode: Mode;
  /** Absent: one process does both. */
  role?: ProcessRole;
  /** 0 lets the system choose. */
  port: number;
  host: string;
  /** Under which address people reach this site; codes on documents lead there. No slash at its end. */
  address: string;
  /** Production: addresses (or networks, `10.1.2.0/24`) of the proxies in front, beside those on this machine. */
  trustedProxies?: string[];
  /** Absolute. */
  dataDir: string;
  /** PostgreSQL as its owner; absent: the embedded one in `dataDir`. */
  databaseUrl?: string;
  /** With `databaseUrl`: a login of the running role; absent: the program makes one. */
  runningDatabaseUrl?: string;
  /** Demo only: the moment at which the program's clock starts on its first day. */
  startsAt?: Date;
  /** Secret for signing cookies and form tokens; absent only in demo, which makes its own (`process/session-key.ts`). */
  sessionKey?: string;
  /** File with the SM2 key that signs checkpoints and receipts; a demonstration makes it when it is missing. */
  ledgerKeyFile: string;
  /** Folder or file with the seal keys; a demonstration makes them when they are missing. */
  sealKeyStore: string;
  /** Who outside is shown every checkpoint; the key is pinned when it is given, else when the witness is first met. */
  witnesses?: WitnessAddress[];
  /** Authority that time-stamps checkpoints (RFC 3161), and how often at the most. */
  timeStamps?: { url: string; trustFile: string; everyMinutes: number; algorithm: 'sha256' | 'sm3' };
  /** Opens the encrypted keys in it. */
  sealPassphrase?: string;
}

export interface WitnessAddress {
  /** Without a slash at the end. */
  url: string;
  /** Uncompressed point in hex. */
  publicKey?: string;
}

/** What is wrong with one variable, in words for whoever set it. */
export interface ConfigFault {
  variable: string;
  message: string;
}

export type ConfigReading = { config: Config } | { faults: ConfigFault[] };

type Environment = Record<string, string | undefined>;

const SHORTEST_SECRET = 32;

/** Reads the whole environment and names every fault at once, so that nobody mends them one start at a time. */
export function readConfig(environment: Environment, folder: string): ConfigReading {
  const faults: ConfigFault[] = [];
  // An empty variable is one that was not set: compose files and unit files pass them so.
  const read = (variable: string) => environment[variable]?.trim() || undefined;
  const fault = (variable: string, message: string) => void faults.push({ variable, message });

  const databaseUrl = read('DATABASE_URL');
  if (databaseUrl !== undefined && !isPostgresUrl(databaseUrl)) {
    fault('DATABASE_URL', '应形如 postgresql://用户:口令@主机:5432/数据库');
  }
  const runningDatabaseUrl = read('MINGCHUANG_RUNNING_DATABASE_URL');
  if (runningDatabaseUrl !== undefined && !isPostgresUrl(runningDatabaseUrl)) {
    fault('MINGCHUANG_RUNNING_DATABASE_URL', '应形如 postgresql://用户:口令@主机:5432/数据库');
  } else if (runningDatabaseUrl !== undefined && databaseUrl === undefined) {
    fault('MINGCHUANG_RUNNING_DATABASE_URL', '只能与 DATABASE_URL 一起使用');
  }
  const mode = readMode(read('MINGCHUANG_MODE'), databaseUrl, fault);
  const role = readRole(read('MINGCHUANG_ROLE'), databaseUrl, fault);
  const startsAt = readStart(read('MINGCHUANG_NOW'), mode, fault);
  const dataDir = resolve(folder, read('DATA_DIR') ?? '.data');
  const keys = readKeys(read, mode, folder, dataDir, fault);
  const outside = readOutside(read, folder, fault);
  const port = readPort(read('PORT'), fault);
  const host = read('HOST') ?? '127.0.0.1';
  if (/[\s/]/.test(host)) fault('HOST', `“${host}”不是主机名或地址`);

  const trustedProxies = readProxies(read('MINGCHUANG_TRUSTED_PROXIES'), fault);
  const address = readAddress(read('MINGCHUANG_ADDRESS'), host, port, fault);

  if (faults.length > 0) return { faults };
  return {
    config: {
      mode,
      ...(role !== undefined && { role }),
      port,
      host,
      address,
      ...(trustedProxies.length > 0 && { trustedProxies }),
      dataDir,
      ...(databaseUrl !== undefined && { databaseUrl }),
      ...(runningDatabaseUrl !== undefined && { runningDatabaseUrl }),
      ...(startsAt !== undefined && { startsAt }),
      ...keys,
      ...outside,
    },
  };
}

/** All faults as one message. */
export function describeFaults(faults: ConfigFault[]): string {
  const lines = faults.map(({ variable, message }) => `  ${variable}：${message}`);
  return ['环境变量有误，不能启动：', ...lines].join('\n');
}

type Fault = (variable: string, message: string) => void;

function readMode(value: string | undefined, databaseUrl: string | undefined, fault: Fault): Mode {
  if (value === 'demo' || value === 'production') return value;
  if (value !== undefined) fault('MINGCHUANG_MODE', `只能是 demo 或 production，不能是“${value}”`);
  return databaseUrl === undefined ? 'demo' : 'production';
}

/** The embedded database is one server's own: a second process needs one that both can reach. */
function readRole(
  value: string | undefined,
  databaseUrl: string | undefined,
  fault: Fault,
): ProcessRole | undefined {
  if (value === undefined || value === 'all') return undefined;
  if (value !== 'web' && value !== 'worker') {
    fault('MINGCHUANG_ROLE', `只能是 web、worker 或 all，不能是“${value}”`);
  } else if (databaseUrl === undefined) {
    fault('MINGCHUANG_ROLE', '分成几个进程运行时，要用 DATABASE_URL 指明共用的数据库');
  } else return value;
  return undefined;
}

function readPort(value: string | undefined, fault: Fault): number {
  const port = Number(value ?? 3000);
  if (value === undefined || (/^\d{1,5}$/.test(value) && port <= 65_535)) return port;
  fault('PORT', `应是 0 到 65535 的整数，不能是“${value}”`);
  return port;
}

function readProxies(value: string | undefined, fault: Fault): string[] {
  const proxies = (value ?? '').split(',').flatMap((one) => one.trim() || []);
  for (const proxy of proxies) {
    if (!isNetwork(proxy))
      fault('MINGCHUANG_TRUSTED_PROXIES', `“${proxy}”不是 IP 地址或网段（例如 10.1.2.3，10.1.2.0/24）`);
  }
  return proxies;
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

/** Documents that were issued say it for ever: production that stays silent says where it listens. */
function readAddress(value: string | undefined, host: string, port: number, fault: Fault): string {
  if (value === undefined) return `http://${host}:${port}`;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '') {
    return url.href.replace(/\/+$/, '');
  }
  fault('MINGCHUANG_ADDRESS', `应是对外的网址，形如 https://window.example，不能是“${value}”`);
  return '';
}

/** A moment with its zone, or a legal day or a local time, which then is Beijing's. */
function readStart(value: string | undefined, mode: Mode, fault: Fault): Date | undefined {
  if (value === undefined) return undefined;
  if (mode === 'production') {
    fault('MINGCHUANG_NOW', '只能用于演示模式：正式运行不能改时间');
    return undefined;
  }
  const parts =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|[+-]\d{2}:?\d{2})?)?$/.exec(value);
  const [, day, time = '00:00', zone = '+08:00'] = parts ?? [];
  const start = new Date(`${day}T${time}${zone}`);
  const isReal = day !== undefined && new Date(`${day}T00:00Z`).toJSON()?.startsWith(day);
  if (parts && isReal && !Number.isNaN(start.getTime())) return start;
  fault('MINGCHUANG_NOW', `应形如 2026-02-13T09:00:00+08:00，不能是“${value}”`);
  return undefined;
}

type Keys = Pick<Config, 'sessionKey' | 'ledgerKeyFile' | 'sealKeyStore' | 'sealPassphrase'>;

/** 密钥 have no default outside a demonstration: an installation with a known key proves nothing to anybody. */
function readKeys(
  read: (variable: string) => string | undefined,
  mode: Mode,
  folder: string,
  dataDir: string,
  fault: Fault,
): Keys {
  const sessionKey = read('MINGCHUANG_SESSION_KEY');
  const ledgerKey = read('MINGCHUANG_LEDGER_KEY');
  const sealKeys = read('MINGCHUANG_SEAL_KEYS');
  const sealPassphrase = read('MINGCHUANG_SEAL_PASSPHRASE');
  if (mode === 'production') {
    if (!sessionKey) fault('MINGCHUANG_SESSION_KEY', '正式运行必须设置：会话密钥');
    if (!ledgerKey) fault('MINGCHUANG_LEDGER_KEY', '正式运行必须设置：账本检查点的密钥文件');
    if (!sealKeys) fault('MINGCHUANG_SEAL_KEYS', '正式运行必须设置：电子印章的密钥库');
  }
  if (sessionKey && sessionKey.length < SHORTEST_SECRET) {
    fault('MINGCHUANG_SESSION_KEY', `至少 ${SHORTEST_SECRET} 个字符，例如 openssl rand -hex 32 的输出`);
  }
  return {
    ...(sessionKey !== undefined && { sessionKey }),
    ledgerKeyFile: ledgerKey ? resolve(folder, ledgerKey) : resolve(dataDir, 'keys', 'ledger.json'),
    sealKeyStore: sealKeys ? resolve(folder, sealKeys) : resolve(dataDir, 'keys', 'seals'),
    ...(sealPassphrase !== undefined && { sealPassphrase }),
  };
}

/** Addresses of witnesses and of a time-stamping authority. */
function readOutside(
  read: (variable: string) => string | undefined,
  folder: string,
  fault: Fault,
): Pick<Config, 'witnesses' | 'timeStamps'> {
  const witnesses = (read('MINGCHUANG_WITNESSES') ?? '')
    .split(/[\s,]+/)
    .filter(Boolean)
    .flatMap((word) => readWitness(word, fault));
  const known = witnesses.length > 0 ? { witnesses } : {};
  const url = read('MINGCHUANG_TSA_URL');
  if (url === undefined) return known;
  if (!/^https?:/.test(url) || !URL.canParse(url)) fault('MINGCHUANG_TSA_URL', '应是时间戳服务的网址');
  const every = read('MINGCHUANG_TSA_EVERY') ?? '60';
  if (!/^[1-9]\d{0,4}$/.test(every)) fault('MINGCHUANG_TSA_EVERY', '应是 1 到 99999 的分钟数');
  const trust = read('MINGCHUANG_TSA_CA');
  if (trust === undefined) fault('MINGCHUANG_TSA_CA', '设了时间戳服务，也要给出信任的根证书文件（PEM）');
  const algorithm = read('MINGCHUANG_TSA_HASH') ?? 'sha256';
  if (algorithm !== 'sha256' && algorithm !== 'sm3') {
    fault('MINGCHUANG_TSA_HASH', '只能是 sha256 或 sm3');
    return known;
  }
  const trustFile = resolve(folder, trust ?? '');
  return { ...known, timeStamps: { url, trustFile, everyMinutes: Number(every), algorithm } };
}

function readWitness(word: string, fault: Fault): WitnessAddress[] {
  const [, url = '', publicKey] = /^(https?:\/\/[^=]+)(?:=(04[0-9a-f]{128}))?$/.exec(word) ?? [];
  if (URL.canParse(url)) return [{ url: url.replace(/\/$/, ''), ...(publicKey ? { publicKey } : {}) }];
  fault('MINGCHUANG_WITNESSES', `“${word}”应形如 https://见证方网址 或 https://见证方网址=公钥`);
  return [];
}

function isPostgresUrl(value: string): boolean {
  return /^postgres(ql)?:\/\/./.test(value);
}
