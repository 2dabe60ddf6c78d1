/** What happened to a seal, in one sentence for its timeline. Payloads may be gone ({}): it must read well then too. */
import type { JsonObject } from '../../kernel/json.ts';
import type { Fact } from '../../kernel/procedure/fact.ts';
import { chineseDate } from '../../kernel/time/chinese-date.ts';
import { legalDayOf } from '../../kernel/time/legal-day.ts';
import { grounds } from './keeping-steps.ts';
import { sealKinds } from './seal-kinds.ts';
import { kindOf, transfersOf, usersOf } from './standing.ts';

interface Told {
  data: JsonObject;
  payload: JsonObject;
  authorityName: (id: string) => string;
}

export function describeFact(
  { kind, data, actor, effectiveOn }: Fact,
  payload: JsonObject,
  authorityName: (id: string) => string,
): string {
  if (kind === 'seal-applied-for') {
    const facts = [{ kind, data, actor, effectiveOn }];
    const { posts, automatic } = usersOf(facts);
    const transfers = transfersOf(facts).map((transfer) => authorityName(transfer.authority));
    const covers = transfers.length > 0 ? `，并代表${transfers.join('、')}` : '';
    const users = `可以用印的岗位 ${posts.length} 个${automatic ? '，允许系统自动用印' : ''}`;
    return `申请制作${sealKinds[kindOf(facts)]}${covers}；${users}。${said(payload.reason)}`;
  }
  return sentences[kind]?.({ data, payload, authorityName }) ?? '';
}

const sentences: Record<string, (told: Told) => string> = {
  'seal-declined': ({ payload }) => `不予制作。${said(payload.reasons)}`,
  'seal-made': ({ data }) =>
    `制成电子印章，有效期至 ${chineseDate(legalDayOf(new Date(text(data.validTo))))}；签章人证书 ${text(data.certificateSerial)}。`,
  'seal-put-into-use': () => '启用，从此可以用印。',
  'seal-stopped': ({ data, payload }) => `停用：${grounds[text(data.ground)] ?? ''}。${said(payload.note)}`,
  'seal-restored': ({ payload }) => `恢复使用。${said(payload.note)}`,
  'seal-annulled': ({ data, payload }) => `注销：${grounds[text(data.ground)] ?? ''}。${said(payload.note)}`,
  'seal-users-changed': ({ data }) =>
    `变更用印人员：可以用印的岗位 ${Array.isArray(data.users) ? data.users.length : 0} 个${data.automatic === true ? '，允许系统自动用印' : ''}。`,
  'powers-transferred': ({ data, authorityName }) =>
    `依${text(data.docNo)}《${text(data.title)}》，自 ${chineseDate(text(data.from))}起代表${authorityName(text(data.authority))}。`,
  'powers-returned': ({ data, authorityName }) =>
    `依${text(data.docNo)}，代表${authorityName(text(data.authority))}到 ${chineseDate(text(data.lastDay))}为止。`,
};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What somebody wrote, with its own full stop or with ours. */
function said(words: unknown): string {
  const plain = text(words).trim();
  if (plain === '') return '';
  return /[。！？]$/.test(plain) ? plain : `${plain}。`;
}
