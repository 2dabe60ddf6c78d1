import { renameSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { newKey, readKeyFile, rotated, writeKeyFile } from '../platform/ledger/ledger-keys.ts';
import { keyIdOf } from '../platform/ledger/sm2.ts';
import type { CommandOutput } from './deadline.ts';

const usage = '用法：mingchuang ledger-key 文件 [--rotate] [--json]\n';

/**
 * `mingchuang ledger-key FILE`: makes the file that MINGCHUANG_LEDGER_KEY names, or puts a new key into it. Exit 0, 1
 * when the file is there already (or is not), 2 for a bad call.
 */
export function runLedgerKey(args: string[], out: CommandOutput): number {
  const call = readCall(args);
  if (!call) {
    out.write(usage);
    return 2;
  }
  const now = new Date().toISOString();
  const keys = call.rotate ? rotated(readKeyFile(call.file).keys, now) : [newKey(now)];
  try {
    if (call.rotate) {
      writeFileSync(`${call.file}.new`, writeKeyFile(keys), { mode: 0o600, flush: true });
      renameSync(`${call.file}.new`, call.file);
    } else {
      writeFileSync(call.file, writeKeyFile(keys), { mode: 0o600, flag: 'wx', flush: true });
    }
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    out.write(
      isThere ? `${call.file} 已经存在，没有改动。要换密钥请加 --rotate。\n` : `写不了 ${call.file}。\n`,
    );
    return 1;
  }
  const publicKey = keys.at(-1)?.publicKey ?? '';
  const keyId = keyIdOf(publicKey);
  out.write(
    call.json
      ? `${JSON.stringify({ keyId, publicKey, validFrom: now })}\n`
      : `${call.rotate ? '已换用新的密钥，请重新启动各个进程' : `密钥已写入 ${call.file}，请另行保管一份`}。\n编号 ${keyId}\n公钥 ${publicKey}\n`,
  );
  return 0;
}

function readCall(args: string[]): { file: string; rotate: boolean; json: boolean } | undefined {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { rotate: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
    });
    const [file, ...more] = positionals;
    return file === undefined || more.length > 0 ? undefined : { file: resolve(file), ...values };
  } catch {
    return undefined;
  }
}
