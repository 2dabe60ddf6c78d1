/** The one page of a witness: what it watches, what it saw last, what it refused. Text alone, no scripts. */
import type { WitnessStore } from './witness-store.ts';

export function renderWitnessPage(store: WitnessStore): string {
  const ledgers = store.ledgers().map(
    ({ ledger, checkpoint, cosignature }) => `<li><dl>
      <dt>账本的密钥</dt><dd><code>${escaped(ledger)}</code></dd>
      <dt>最近见到</dt><dd>${checkpoint.size} 条，签于 ${escaped(checkpoint.at)}，见证于 ${escaped(cosignature.at)}</dd>
      <dt>树根</dt><dd><code>${escaped(checkpoint.root)}</code></dd>
    </dl></li>`,
  );
  const refused = store
    .refused()
    .map(
      ({ at, judgement, seen, offered }) =>
        `<li>${escaped(at)}：${words[judgement] ?? escaped(judgement)}。见过 ${seen.size} 条，送来 ${offered.size} 条。</li>`,
    );
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>账本见证方</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/witness.css"></head>
<body><main><h1>账本见证方</h1>
<p>这里记住账本签过的检查点。只有能证明延续了从前的，才会得到见证签名；对不上的，拒绝并留下证据。</p>
<p>本见证方的公钥（${escaped(store.key.keyId)}）：<br><code>${escaped(store.key.publicKey)}</code></p>
<h2>正在见证</h2>${ledgers.length > 0 ? `<ul>${ledgers.join('')}</ul>` : '<p>还没有收到检查点。</p>'}
<h2>拒绝过的</h2>${refused.length > 0 ? `<ul class="refused">${refused.join('')}</ul>` : '<p>没有。</p>'}
<p>机器可读：<a href="/checkpoints">检查点</a>、<a href="/keys">公钥</a>、<a href="/refused">拒绝的证据</a>。</p>
</main></body></html>`;
}

const words: Partial<Record<string, string>> = {
  fork: '账本分叉，同样的条数有两个树根',
  rollback: '账本回退，后签的比先签的少',
  inconsistent: '不能证明延续了见过的检查点',
};

const escaped = (text: string) => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

export const witnessStyle = `
body { margin: 0; font: 18px/1.7 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif; color: #1b2733; }
main { max-width: 44rem; margin-inline: auto; padding: 32px 20px 72px; }
h1 { font-size: 1.75rem; } h2 { font-size: 1.25rem; margin-block: 48px 16px; }
code { font-size: 0.875rem; overflow-wrap: anywhere; }
ul { padding: 0; list-style: none; }
li { border-block-start: 1px solid #d5dce4; padding-block: 16px; }
dl { margin: 0; } dt { color: #5b6775; font-size: 0.875rem; } dd { margin: 0 0 8px; overflow-wrap: anywhere; }
a { color: #0a5fb4; } .refused li { color: #b8281f; }
`;
