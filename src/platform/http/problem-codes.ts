/**
 * The one list of problem codes. Codes are promises: a client may act on them, so they are added, never renamed.
 * A capability registers its own beside its routes with `registerProblemCodes`; `/api/docs/problems` prints them all.
 */

import { Problem, type ProblemInit } from './problem.ts';

export interface ProblemCode {
  code: string;
  status: number;
  title: string;
  /** What it means and how to go on, for the reader of the documentation. */
  meaning: string;
}

const shellCodes = [
  {
    code: 'request/unreadable',
    status: 400,
    title: '请求无法读取',
    meaning: '网址或请求内容不完整、不是合法的 JSON、不是 UTF-8 编码，或层次过深。请修正后重发。',
  },
  {
    code: 'session/missing',
    status: 401,
    title: '请先登录',
    meaning: '此处需要登录。请先取得会话令牌，再以 Authorization: Bearer 发送。',
  },
  {
    code: 'session/expired',
    status: 401,
    title: '登录已失效',
    meaning: '会话令牌无效、已过期或已退出。请重新登录。',
  },
  {
    code: 'session/wrong-credentials',
    status: 401,
    title: '用户名或密码不正确',
    meaning: '请核对后重试；连续五次不正确，将暂停登录五分钟。',
  },
  {
    code: 'session/locked',
    status: 401,
    title: '登录已暂停',
    meaning: '不正确的次数过多。请在 Retry-After 所示的秒数之后再试；期间的尝试不会延长等待。',
  },
  {
    code: 'session/csrf',
    status: 403,
    title: '请求来源无法确认',
    meaning:
      '用 Cookie 会话提交时，须带本会话的防伪令牌：表单字段 _csrf，或请求头 x-csrf-token。请刷新页面后重试。',
  },
  {
    code: 'access/forbidden',
    status: 403,
    title: '您的岗位不能办理此事',
    meaning: '您已登录，但您的岗位没有这项权限。权限表见 /api/docs/permissions。',
  },
  { code: 'route/unknown', status: 404, title: '没有这个地址', meaning: '请对照接口文档核对网址和方法。' },
  {
    code: 'subject/unknown',
    status: 404,
    title: '没有找到，或者您看不到它',
    meaning: '编号不存在，或者不在您可查看的范围内。两者的回答相同。',
  },
  {
    code: 'request/too-large',
    status: 413,
    title: '请求内容过大',
    meaning: '请缩小内容，或将文件分次上传。',
  },
  {
    code: 'request/media-type',
    status: 415,
    title: '不支持这种内容格式',
    meaning: '请按接口文档所列的 Content-Type 发送。',
  },
  {
    code: 'input/invalid',
    status: 422,
    title: '填写的内容有误',
    meaning: 'errors 逐条列出位置（JSON Pointer）和改法。',
  },
  {
    code: 'idempotency/key',
    status: 422,
    title: 'Idempotency-Key 格式不正确',
    meaning: '应为 1 至 200 个可见的 ASCII 字符。',
  },
  {
    code: 'idempotency/other-body',
    status: 422,
    title: '同一个 Idempotency-Key 用于不同的内容',
    meaning: '重试须与第一次完全相同；新的请求请换一个新的键。',
  },
  {
    code: 'idempotency/erased',
    status: 410,
    title: '第一次的答复已依法删除',
    meaning: '这个请求已经办理过，没有再办一次；它的答复里的内容已依法删除。',
  },
  { code: 'password/wrong', status: 422, title: '当前密码不正确', meaning: '请填写正在使用的密码。' },
  { code: 'password/weak', status: 422, title: '新密码不符合要求', meaning: 'errors 逐条列出要求。' },
  {
    code: 'password/demonstration',
    status: 409,
    title: '演示账号的密码不能修改',
    meaning: '演示账号使用公开的密码，供所有人试用。',
  },
  {
    code: 'request/too-many',
    status: 429,
    title: '请求过于频繁',
    meaning: '请在 Retry-After 所示的秒数之后再试。',
  },
  {
    code: 'server/fault',
    status: 500,
    title: '系统出了差错',
    meaning: '差错已经记录。请凭 requestId 联系管理员。',
  },
  {
    code: 'server/unavailable',
    status: 503,
    title: '系统暂时无法服务',
    meaning: '数据库暂时不可用。请稍后重试；带同一个 Idempotency-Key 重试不会重复办理。',
  },
] as const satisfies readonly ProblemCode[];

export type ShellCode = (typeof shellCodes)[number]['code'];

const registered = new Map<string, ProblemCode>(shellCodes.map((entry) => [entry.code, entry]));

export function registerProblemCodes(entries: readonly ProblemCode[]): void {
  for (const entry of entries) registered.set(entry.code, entry);
}

export function listProblemCodes(): ProblemCode[] {
  return [...registered.values()].sort((a, b) => a.status - b.status || (a.code < b.code ? -1 : 1));
}

/** A problem of the shell's own list, with status and title as listed there. */
export function shellProblem(
  code: ShellCode,
  more: Omit<ProblemInit, 'status' | 'code' | 'title'> = {},
): Problem {
  const { status, title, meaning } = registered.get(code) ?? { status: 500, title: code, meaning: '' };
  return new Problem({ status, code, title, detail: meaning, ...more });
}
