/** What `backup` and `restore` have in common: how they are called, and how they tell what went wrong. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Config, describeFaults, readConfig } from '../platform/config.ts';
import type { CommandOutput } from './deadline.ts';
import { askPassphrase } from './passphrase.ts';

export interface BackupCall {
  path: string;
  json: boolean;
  config: Config;
  /** Undefined: none was given, and none was asked for. */
  passphrase: string | undefined;
  /** Files and addresses of what others kept; for a restore only. */
  receipts: string[];
  witnesses: string[];
}

export interface BackupCommandParts {
  out: CommandOutput;
  environment: Record<string, string | undefined>;
}

class BadCall extends Error {}

/** A bad call is told and answers nothing. */
export async function readBackupCall(
  argv: string[],
  { out, environment }: BackupCommandParts,
  usage: string,
): Promise<BackupCall | undefined> {
  try {
    const { path, json, encrypt, passphraseFile, receipts, witnesses } = readWords(argv);
    const reading = readConfig(environment, process.cwd());
    if ('faults' in reading) throw new BadCall(describeFaults(reading.faults));
    const given = passphraseFile ? readPassphrase(passphraseFile) : environment.MINGCHUANG_BACKUP_PASSPHRASE;
    const passphrase = given ?? (encrypt ? await askPassphrase('new') : undefined);
    if (passphrase !== undefined && passphrase.length < 12) {
      throw new BadCall('口令至少 12 个字符：备份里有全部数据和密钥。');
    }
    if (encrypt && passphrase === undefined) {
      throw new BadCall('--encrypt 需要口令：请在终端上输入，或用 --passphrase-file 给出存放口令的文件。');
    }
    return { path, json, config: reading.config, passphrase, receipts, witnesses };
  } catch (fault) {
    const message = fault instanceof BadCall ? fault.message : '参数有误。';
    tell(out, argv.includes('--json'), 'call/bad', `${message}\n${usage.trimEnd()}`, message);
    return undefined;
  }
}

/** Runs the work; what people can act on is told in words, with exit code 1. */
export async function telling(
  { out }: BackupCommandParts,
  json: boolean,
  work: () => Promise<number>,
): Promise<number> {
  try {
    return await work();
  } catch (fault) {
    const meant =
      fault instanceof Error && ['BackupFault', 'EvidenceFault', 'StartFault'].includes(fault.name);
    if (!meant) throw fault;
    tell(out, json, 'backup/refused', fault.message);
    return 1;
  }
}

function tell(out: CommandOutput, json: boolean, code: string, text: string, message = text): void {
  out.write(json ? `${JSON.stringify({ error: { code, message } })}\n` : `${text}\n`);
}

function readWords(argv: string[]) {
  const { values, positionals } = parseArgs({
    args: argv,
    options: {
      json: { type: 'boolean', default: false },
      encrypt: { type: 'boolean', default: false },
      'passphrase-file': { type: 'string' },
      receipt: { type: 'string', multiple: true, default: [] },
      witness: { type: 'string', multiple: true, default: [] },
    },
    allowPositionals: true,
  });
  const [path] = positionals;
  if (path === undefined || path === '' || positionals.length !== 1)
    throw new BadCall('应当恰好给出一个文件。');
  const { json, encrypt, receipt: receipts, witness: witnesses } = values;
  return {
    path: resolve(path),
    json,
    encrypt,
    receipts,
    witnesses,
    passphraseFile: values['passphrase-file'],
  };
}

function readPassphrase(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  } catch {
    throw new BadCall(`读不到口令文件 ${path}。`);
  }
}
