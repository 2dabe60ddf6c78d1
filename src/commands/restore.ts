import { statSync } from 'node:fs';
import { join } from 'node:path';
import { JURISDICTION } from '../assemble.ts';
import { findLostContents } from '../capabilities/documents/public.ts';
import { isSealed } from '../platform/backup/archive-reader.ts';
import { type RestoreReport, restoreBackup } from '../platform/backup/restore-backup.ts';
import { openDatabase } from '../platform/database/database.ts';
import { borrowAsOwner } from '../platform/database/prepare-database.ts';
import type { DocumentStore } from '../platform/documents/document-store.ts';
import { openFolderStore } from '../platform/documents/folder-store.ts';
import { createLog } from '../platform/process/log.ts';
import { type BackupCall, type BackupCommandParts, readBackupCall, telling } from './backup-call.ts';
import { readReceipts, readWitnessed } from './kept-evidence.ts';
import { askPassphrase } from './passphrase.ts';
import { openProgressBar } from './progress-bar.ts';
import { describeVerdict, inspectLedger, type Kept, type NamedVerdict } from './verify-ledger.ts';

const usage = `用法：mingchuang restore 文件 [--passphrase-file 文件] [--receipt 文件]… [--witness 网址或文件]… [--json]
  --receipt、--witness  与外面保存的回执、检查点比对：备份比它们旧的，会明白地说出来
`;

interface Restored {
  report: RestoreReport;
  verdict: NamedVerdict;
  /** Ids of documents without content. */
  lost: string[];
}

/**
 * `mingchuang restore FILE`: puts a backup into an empty database, with documents and keys, and checks the ledger, also
 * against what others kept: an older backup is found out by it. Exit 0 when all is there and fits, 1 when it was refused
 * or something does not fit, 2 for a bad call.
 */
export async function runRestore(argv: string[], parts: BackupCommandParts): Promise<number> {
  const call = await readBackupCall(argv, parts, usage);
  if (!call) return 2;
  return telling(parts, call.json, async () => {
    const kept = { receipts: readReceipts(call.receipts), witnessed: await readWitnessed(call.witnesses) };
    const begun = performance.now();
    const { report, verdict, lost } = await restore(call, kept);
    const seconds = Number(((performance.now() - begun) / 1000).toFixed(1));
    const answer = { file: call.path, seconds, ...report, ledger: verdict, lost };
    parts.out.write(
      call.json ? `${JSON.stringify(answer)}\n` : describe(report, lost, seconds) + describeVerdict(verdict),
    );
    return verdict.faults.length === 0 && lost.length === 0 ? 0 : 1;
  });
}

async function restore({ config, path, passphrase: given }: BackupCall, kept: Kept): Promise<Restored> {
  const passphrase = (await isSealed(path)) ? (given ?? (await askPassphrase('known')) ?? '') : undefined;
  const database = await borrowAsOwner(config, createLog('warn'));
  const bar = openProgressBar();
  try {
    const documents = await openFolderStore(join(config.dataDir, 'documents'));
    const { size } = statSync(path);
    let read = 0;
    const target = { config, documents, ownerUrl: database.ownerUrl };
    const report = await restoreBackup(target, path, {
      ...(passphrase !== undefined && { passphrase }),
      read: (bytes) => {
        read += bytes;
        bar.show('正在恢复', read / size);
      },
    });
    bar.clear();
    return { report, ...(await check(database.ownerUrl, documents, kept)) };
  } finally {
    bar.clear();
    await database.stop();
  }
}

async function check(ownerUrl: string, documents: DocumentStore, kept: Kept) {
  const { pool, close } = openDatabase(ownerUrl, { max: 2 });
  try {
    const verdict = await inspectLedger(pool, JURISDICTION, kept);
    const client = await pool.connect();
    try {
      return { verdict, lost: await findLostContents(client, documents) };
    } finally {
      client.release();
    }
  } finally {
    await close();
  }
}

function describe(
  { takenAt, tables, rows, documents, keys }: RestoreReport,
  lost: string[],
  seconds: number,
) {
  const lines = [
    `已恢复 ${takenAt} 的备份，用时 ${seconds} 秒：${tables} 张表的 ${rows} 行，${documents} 个文件，${keys} 把密钥。`,
    '备份之后发生的事不在其中；原来的系统如果还在运行，请先停止它，以免两个系统各记各的账。',
    ...(lost.length > 0 ? [`有 ${lost.length} 个文件没有内容：${lost.slice(0, 10).join('，')}`] : []),
  ];
  return `${lines.join('\n')}\n`;
}
