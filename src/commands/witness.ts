import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createWitnessServer, openWitnessStore } from '../capabilities/witness/public.ts';

const usage = `用法：mingchuang witness [--port 4000] [--host 127.0.0.1] [--data 文件夹] [--ledger 公钥]…
  --data    密钥和见过的检查点放在这里（缺省 .witness），请像账本一样备份
  --ledger  所见证账本的公钥（04 开头的十六进制，见 /api/v1/ledger/keys）；不给时，认定第一个送来的账本
`;

/** `mingchuang witness`: runs until it is ended. Exit 2 for a bad call. */
export async function runWitness(args: string[]): Promise<number> {
  const call = readCall(args);
  if (!call) {
    console.error(usage);
    return 2;
  }
  const store = await openWitnessStore(resolve(call.data));
  const app = createWitnessServer(store, { ledgers: call.ledgers, now: () => new Date() });
  const address = await app.listen({ port: call.port, host: call.host });
  console.log(`见证方已就绪：${address}/`);
  console.log(`公钥 ${store.key.publicKey}`);
  await new Promise<void>((done) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => done());
  });
  await app.close();
  return 0;
}

function readCall(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        port: { type: 'string', default: '4000' },
        host: { type: 'string', default: '127.0.0.1' },
        data: { type: 'string', default: '.witness' },
        ledger: { type: 'string', multiple: true, default: [] },
      },
    });
    const port = Number(values.port);
    const isGood =
      /^\d{1,5}$/.test(values.port) &&
      port <= 65_535 &&
      values.ledger.every((key) => /^04[0-9a-f]{128}$/.test(key));
    return isGood ? { port, host: values.host, data: values.data, ledgers: values.ledger } : undefined;
  } catch {
    return undefined;
  }
}
