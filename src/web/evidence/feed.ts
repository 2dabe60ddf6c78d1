/** Checkpoints as an Atom feed (RFC 4287): whoever follows it has them where nobody can take them back. */
import { listCheckpoints } from '../../platform/ledger/checkpoints.ts';
import type { Portal } from '../portal/portal-sources.ts';

const entries = 50;

export async function renderFeed({ platform, placeName }: Portal, origin: string): Promise<string> {
  const checkpoints = await listCheckpoints(platform.pool, Number.MAX_SAFE_INTEGER, entries);
  const updated = checkpoints[0]?.at ?? platform.clock.now().toISOString();
  const items = checkpoints.map((checkpoint) => {
    const { size, root, at } = checkpoint;
    const address = `${origin}/ledger/checkpoints/${size}`;
    return `<entry>
<id>${escaped(address)}#${root}</id>
<title>${size} 条</title>
<updated>${at}</updated>
<link href="${escaped(address)}"/>
<content type="text">${escaped(JSON.stringify(checkpoint))}</content>
</entry>`;
  });
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">
<id>${escaped(origin)}/ledger</id>
<title>${escaped(placeName)}政务服务账本的检查点</title>
<author><name>${escaped(placeName)}</name></author>
<updated>${updated}</updated>
<link rel="self" href="${escaped(origin)}/ledger/feed"/>
<link href="${escaped(origin)}/ledger"/>
${items.join('\n')}
</feed>
`;
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
