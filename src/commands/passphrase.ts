import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** Asked on the terminal without showing what is typed; undefined where there is no terminal, or nothing was typed. */
export async function askPassphrase(which: 'new' | 'known'): Promise<string | undefined> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return undefined;
  const typed = await ask(which === 'new' ? '请设一个口令（至少 12 个字符）：' : '请输入备份的口令：');
  if (which === 'new' && typed !== (await ask('请再输入一次：'))) {
    process.stderr.write('两次输入的不一样。\n');
    return undefined;
  }
  return typed || undefined;
}

async function ask(question: string): Promise<string> {
  process.stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    return await reader.question('');
  } finally {
    reader.close();
    process.stderr.write('\n');
  }
}
