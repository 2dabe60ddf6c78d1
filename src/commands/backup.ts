import { join } from 'node:path';
import { findLostContents } from '../capabilities/documents/public.ts';
import { type BackupReport, takeBackup } from '../platform/backup/take-backup.ts';
import { borrowAsOwner } from '../platform/database/prepare-database.ts';
import { openFolderStore } from '../platform/documents/folder-store.ts';
import { createLog } from '../platform/process/log.ts';
import { type BackupCall, type BackupCommandParts, readBackupCall, telling } from './backup-call.ts';
import { openProgressBar } from './progress-bar.ts';
import { inBytes } from './sizes.ts';

const usage = '用法：mingchuang backup 文件 [--encrypt] [--passphrase-file 文件] [--json]\n';
const doing = { tables: '正在备份数据库', documents: '正在备份文件' };

/**
 * `mingchuang backup FILE`: all tables, documents and keys in one archive, while the server goes on. Exit 0 when it is
 * written, 1 when it could not be or when a document's content is missing (it is written then too), 2 for a bad call.
 */
export async function runBackup(argv: string[], parts: BackupCommandParts): Promise<number> {
  const call = await readBackupCall(argv, parts, usage);
  if (!call) return 2;
  return telling(parts, call.json, async () => {
    const begun = performance.now();
    const report = await backUp(call);
    const seconds = Number(((performance.now() - begun) / 1000).toFixed(1));
    const encrypted = call.passphrase !== undefined;
    parts.out.write(
      call.json
        ? `${JSON.stringify({ file: call.path, encrypted, seconds, ...report })}\n`
        : describe(call, report, seconds),
    );
    return report.lost.length === 0 ? 0 : 1;
  });
}

async function backUp({ config, path, passphrase }: BackupCall): Promise<BackupReport> {
  const database = await borrowAsOwner(config, createLog('warn'));
  const bar = openProgressBar();
  try {
    const documents = await openFolderStore(join(config.dataDir, 'documents'));
    const source = {
      config,
      documents,
      ownerUrl: database.ownerUrl,
      findLost: (client: Parameters<typeof findLostContents>[0]) => findLostContents(client, documents),
    };
    return await takeBackup(source, path, {
      ...(passphrase !== undefined && { passphrase }),
      progress: (at) => bar.show(doing[at.doing], at.share),
    });
  } finally {
    bar.clear();
    await database.stop();
  }
}

function describe({ path, passphrase }: BackupCall, report: BackupReport, seconds: number): string {
  const { tables, rows, documents, documentBytes, keys, bytes, lost } = report;
  const lines = [
    `已备份到 ${path}（${inBytes(bytes)}，用时 ${seconds} 秒）：${tables} 张表的 ${rows} 行，${documents} 个文件（${inBytes(documentBytes)}），${keys} 把密钥。`,
    passphrase === undefined
      ? `注意：备份没有加密，里面有全部个人信息和 ${keys} 把密钥。拿到它的人可以冒用系统签名。请存放在上锁的地方，或用 --encrypt 加密。`
      : `备份已加密。里面有全部个人信息和 ${keys} 把密钥；忘记口令就再也打不开，请把口令与备份分开保管。`,
    ...(lost.length > 0
      ? [`有 ${lost.length} 个文件的内容已经丢失，备份里没有它们：${lost.slice(0, 10).join('，')}`]
      : []),
  ];
  return `${lines.join('\n')}\n`;
}
