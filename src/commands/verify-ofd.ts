import { parseArgs } from 'node:util';
import { DerFault } from '../kernel/der/read-der.ts';
import type { OfdVerification, StepOutcome } from '../kernel/ofd/verification.ts';
import { verifyOfd } from '../kernel/ofd/verify-ofd.ts';
import { readCertificates } from '../kernel/x509/read-certificate.ts';
import type { CommandOutput } from './deadline.ts';

const usage = '用法：mingchuang verify-ofd 文件 [--root 根证书文件]… [--json]\n';

const outcomes: Record<StepOutcome, string> = { ok: '✓', failed: '✗', 'not-checked': '–' };

/**
 * `mingchuang verify-ofd FILE`: the seals of an OFD document, step by step, without a database or a network. `--root`
 * names a file of trusted certificates (PEM or DER); without one, or where none of them issued the signer's, the chain is
 * not checked, which is no failure. Exit 0
 * when no step failed, 1 otherwise, 2 for a bad call.
 */
export function runVerifyOfd(
  args: string[],
  { out, readFile }: { out: CommandOutput; readFile: (path: string) => Uint8Array },
): number {
  const call = readCall(args, readFile);
  if ('message' in call) {
    const error = JSON.stringify({ error: { code: 'call/bad', message: call.message } });
    out.write(args.includes('--json') ? `${error}\n` : `${call.message}\n${usage}`);
    return 2;
  }
  const verification = verifyOfd(call.file, { trustedRoots: call.roots });
  out.write(
    call.json
      ? `${JSON.stringify({ file: call.path, ...verification })}\n`
      : describe(call.path, verification),
  );
  return verification.outcome === 'ok' ? 0 : 1;
}

interface Call {
  path: string;
  file: Uint8Array;
  roots: Uint8Array[];
  json: boolean;
}

function readCall(args: string[], readFile: (path: string) => Uint8Array): Call | { message: string } {
  let path = '';
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { root: { type: 'string', multiple: true }, json: { type: 'boolean', default: false } },
    });
    if (positionals.length !== 1) return { message: '应当恰好给出一个文件。' };
    path = positionals[0] ?? '';
    const file = readFile(path);
    const roots: Uint8Array[] = [];
    for (const root of values.root ?? []) {
      path = root;
      roots.push(...readCertificates(readFile(root)).map(({ raw }) => raw));
    }
    return { path: positionals[0] ?? '', file, roots, json: values.json };
  } catch (error) {
    if (error instanceof DerFault) return { message: `${path} 不是证书文件（PEM 或 DER）。` };
    if (path !== '') return { message: `无法读取 ${path}。` };
    return { message: '参数有误。' };
  }
}

function describe(
  path: string,
  { outcome, isChainChecked, steps, sealings, notes }: OfdVerification,
): string {
  const seals = sealings.flatMap(({ seal, signer }) =>
    seal ? [`印章：${seal.name}（编号 ${seal.esId}）`, `签章人：${signer ?? '无法读取'}`] : [],
  );
  // Of a file that can't be read, one reason is enough.
  const [first] = steps;
  const told = first?.outcome === 'failed' ? [first] : steps;
  const checked = told.map(({ label, outcome: how, code, detail }) => {
    const why = code === undefined ? '' : `  [${code}]`;
    return `${outcomes[how]} ${label}：${detail}${why}`;
  });
  const remarks = notes.map(({ code, detail }) => `· ${detail}  [${code}]`);
  const conclusion =
    outcome === 'failed'
      ? '结论：核验不通过。'
      : isChainChecked
        ? '结论：核验通过。'
        : steps.some(({ code: why }) => why === 'chain/unknown-issuer')
          ? '结论：各项相符，只有证书链没有核对：签发者不在给出的根证书之中，印章属于谁还不能确认。'
          : '结论：各项相符，只有证书链没有核对：要确认印章属于谁，请用 --root 给出受信任的根证书。';
  return `${[path, ...seals, ...checked, ...remarks, conclusion].join('\n')}\n`;
}
