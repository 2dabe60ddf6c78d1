import { type Role, roles } from '../../kernel/actor.ts';
import { roleWords } from '../access/role-words.ts';
import { type Access, describeAccess } from './access.ts';
import type { ProblemCode } from './problem-codes.ts';
import type { RouteEntry } from './route-table.ts';

export function renderPermissions(routes: readonly RouteEntry[]): string {
  const shown = routes.filter(({ method, url }) => method !== 'HEAD' && url.startsWith('/api/v1/'));
  const roleRows = roles.map((role) => [
    role,
    roleWords[role].name,
    roleWords[role].duty,
    shown
      .filter(({ access }) => isFor(access, role))
      .map(routeName)
      .join('，'),
  ]);
  const routeRows = shown.map((route) => [
    routeName(route),
    route.summary ?? '',
    describeAccess(route.access),
    route.hasVisibility ? '须能看到该事项' : '',
  ]);
  return page('权限表', [
    paragraph('由程序中每个接口的声明生成。办件各步骤由谁办理，由该事项的流程决定，不在此表。'),
    table('岗位', ['岗位', '名称', '职责', '专为这些岗位开放的接口'], roleRows),
    table('接口', ['接口', '用途', '谁可以调用', '另外'], routeRows),
  ]);
}

function isFor({ who }: Access, role: Role): boolean {
  return Array.isArray(who) && who.includes(role);
}

const routeName = ({ method, url }: RouteEntry) => `${method} ${url}`;

export function renderProblemCodes(codes: readonly ProblemCode[]): string {
  const rows = codes.map(({ code, status, title, meaning }) => [code, String(status), title, meaning]);
  return page('差错代码', [
    paragraph('代码稳定不变，程序可以据此处理；文字可能改进。'),
    table('代码', ['代码', '状态', '标题', '含义与处理'], rows, (row) => row[0]?.replaceAll('/', '-')),
  ]);
}

/** The style of these pages; the policy of the server allows no style within a page. */
export const pagesStyle = `
  body { margin: 0; color: #1b2733; background: #fff; font: 16px/1.7 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif }
  main { max-width: 72rem; margin: 0 auto; padding: 2rem 1rem }
  h1 { font-size: 1.75rem }
  .wide { overflow-x: auto }
  table { border-collapse: collapse; width: 100%; margin: 1.5rem 0 }
  caption { text-align: left; font-weight: 600; padding: .5rem 0 }
  th, td { text-align: left; vertical-align: top; padding: .5rem .75rem; border-bottom: 1px solid #dde3ea }
  th { background: #f4f6f9 }
  td:first-child { white-space: nowrap; font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .875rem }
  tr:target { background: #eef5fc }
`;

function page(title: string, parts: string[]): string {
  return (
    `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>${title} · 明窗</title>` +
    '<meta name="viewport" content="width=device-width, initial-scale=1">' +
    '<link rel="stylesheet" href="/api/docs/pages.css"></head>' +
    `<body><main><h1>${title}</h1>${parts.join('')}</main></body></html>`
  );
}

function paragraph(text: string): string {
  return `<p>${escapeText(text)}</p>`;
}

function table(
  caption: string,
  head: string[],
  rows: string[][],
  idOf: (row: string[]) => string | undefined = () => undefined,
): string {
  const headings = head.map((text) => `<th scope="col">${escapeText(text)}</th>`).join('');
  const body = rows.map((row) => {
    const id = idOf(row);
    const cells = row.map((text) => `<td>${escapeText(text)}</td>`).join('');
    return `<tr${id === undefined ? '' : ` id="${escapeText(id)}"`}>${cells}</tr>`;
  });
  return `<div class="wide"><table><caption>${caption}</caption><thead><tr>${headings}</tr></thead><tbody>${body.join('')}</tbody></table></div>`;
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
