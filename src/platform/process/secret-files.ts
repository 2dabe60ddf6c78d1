import { accessSync, constants } from 'node:fs';
import type { Config } from '../config.ts';
import { StartFault } from './start-fault.ts';

/** Production brings its keys; whichever cannot be read are named together, before anything is started. */
export function refuseUnreadableKeys({ mode, ledgerKeyFile, sealKeyStore }: Config): void {
  if (mode === 'demo') return;
  const missing = [
    ['MINGCHUANG_LEDGER_KEY', ledgerKeyFile],
    ['MINGCHUANG_SEAL_KEYS', sealKeyStore],
  ].filter(([, file]) => !isReadable(file ?? ''));
  if (missing.length === 0) return;
  const lines = missing.map(([variable, file]) => `  ${variable}：读不到 ${file}`);
  throw new StartFault(['密钥读不到，不能启动：', ...lines].join('\n'));
}

function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
