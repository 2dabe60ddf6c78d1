/** `npx mingchuang COMMAND …`. Each command is loaded only when it is called: `deadline` must not wait for a database driver. */
import { readFileSync } from 'node:fs';
import { underNewerNode } from './commands/newer-node.ts';
import { legalDayOf } from './kernel/time/legal-day.ts';

/** Prints its own answer; its number is the exit code: 0 fine, 1 what was checked is not fine, 2 a bad call. */
export type Command = (args: string[]) => Promise<number> | number;

interface Entry {
  usage: string;
  about: string;
  load(): Promise<Command>;
}

const commands: Record<string, Entry> = {
  deadline: {
    usage: 'deadline --from 2026-02-13 --days 20 [--unit working|natural] [--pause A..B]… [--json]',
    about: '计算期限，并说明每一天为什么算或不算',
    load: async () => {
      const { runDeadline } = await import('./commands/deadline.ts');
      return (args) => runDeadline(args, process.stdout, (path) => readFileSync(path, 'utf8'));
    },
  },
  'check-id': {
    usage: 'check-id VALUE [--json]',
    about: '检查统一社会信用代码、身份证件号码等是否有效',
    load: async () => {
      const { runCheckId } = await import('./commands/check-id.ts');
      return (args) => runCheckId(args, process.stdout, legalDayOf(new Date()));
    },
  },
  'verify-ofd': {
    usage: 'verify-ofd FILE [--root CERTIFICATES]… [--json]',
    about: '核验 OFD 文件上的电子印章，逐项说明；给出受信任的根证书时也核对证书链',
    load: async () => {
      const { runVerifyOfd } = await import('./commands/verify-ofd.ts');
      return (args) => runVerifyOfd(args, { out: process.stdout, readFile: (path) => readFileSync(path) });
    },
  },
  'verify-ledger': {
    usage: 'verify-ledger [--subject TYPE/ID] [--receipt FILE]… [--witness URL|FILE]… [--json]',
    about: '核对账本：每一个散列值、附属内容、次序和检查点；与回执、见证方比对',
    load: async () => {
      const { runVerifyLedger } = await import('./commands/verify-ledger.ts');
      return (args) => runVerifyLedger(args, { platformFactory, out: process.stdout });
    },
  },
  witness: {
    usage: 'witness [--port 4000] [--host 127.0.0.1] [--data FOLDER] [--ledger PUBLIC-KEY]…',
    about: '作为见证方运行：记住账本签过的检查点，只见证延续了从前的',
    load: async () => (await import('./commands/witness.ts')).runWitness,
  },
  'ledger-key': {
    usage: 'ledger-key FILE [--rotate] [--json]',
    about: '生成账本的密钥文件；--rotate 换用新的密钥，旧的为它背书后销毁',
    load: async () => {
      const { runLedgerKey } = await import('./commands/ledger-key.ts');
      return (args) => runLedgerKey(args, process.stdout);
    },
  },
  'import-items': {
    usage: 'import-items FILE.json|FILE.xlsx [--json]',
    about: '导入事项：逐行列出发现的问题，要么全部导入，要么一个也不导入',
    load: async () => {
      const { runImportItems } = await import('./commands/import-items.ts');
      return (args) => runImportItems(args, { platformFactory, out: process.stdout });
    },
  },
  'export-items': {
    usage: 'export-items FILE.json|FILE.xlsx [--json]',
    about: '导出全部现行事项',
    load: async () => {
      const { runExportItems } = await import('./commands/export-items.ts');
      return (args) => runExportItems(args, { platformFactory, out: process.stdout });
    },
  },
  'import-arrangement': {
    usage: 'import-arrangement FILE --source NOTICE [--json]',
    about: '导入国务院办公厅公布的一年放假安排（holiday-cn 的 JSON 格式），期限随之重新计算',
    load: async () => {
      const { runImportArrangement } = await import('./commands/import-arrangement.ts');
      return (args) => runImportArrangement(args, { platformFactory, out: process.stdout });
    },
  },
  'import-organisation': {
    usage: 'import-organisation FILE.json [--json]',
    about: '导入行政区、机关、部门和工作人员；新账号的初始密码只显示这一次',
    load: async () => {
      const { runImportOrganisation } = await import('./commands/import-organisation.ts');
      return (args) => runImportOrganisation(args, { platformFactory, out: process.stdout });
    },
  },
  backup: {
    usage: 'backup FILE [--encrypt] [--passphrase-file FILE] [--json]',
    about: '在线备份：全部数据、文件和密钥，写成一个文件',
    load: async () => {
      const { runBackup } = await import('./commands/backup.ts');
      return (args) => runBackup(args, { out: process.stdout, environment: process.env });
    },
  },
  restore: {
    usage: 'restore FILE [--passphrase-file FILE] [--receipt FILE]… [--witness URL|FILE]… [--json]',
    about: '把备份恢复到空的数据库，最后核对账本',
    load: async () => {
      const { runRestore } = await import('./commands/restore.ts');
      return (args) => runRestore(args, { out: process.stdout, environment: process.env });
    },
  },
  'database-url': {
    usage: 'database-url [--owner] [--json]',
    about: '正在运行的内置数据库的连接地址',
    load: async () => (await import('./commands/database-url.ts')).runDatabaseUrl,
  },
};

const platformFactory = async () => (await import('./lend-platform.ts')).lendPlatform();

process.exitCode =
  underNewerNode(process.versions.node, process.argv.slice(1)) ?? (await run(process.argv.slice(2)));

async function run([name, ...args]: string[]): Promise<number> {
  if (name === undefined || name === '--help' || name === 'help') {
    console.log(describe());
    return name === undefined ? 2 : 0;
  }
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (entry === undefined) {
    console.error(`没有“${name}”这个命令。\n\n${describe()}`);
    return 2;
  }
  try {
    return await (await entry.load())(args);
  } catch (error) {
    // Faults meant for people say everything in their message; for the others the stack is what helps.
    console.error(error instanceof Error && error.name === 'StartFault' ? error.message : error);
    return 1;
  }
}

function describe(): string {
  const lines = Object.values(commands).map(({ usage, about }) => `  ${usage}\n      ${about}`);
  return ['用法：npx mingchuang 命令 …', ...lines].join('\n');
}
