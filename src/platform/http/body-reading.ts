/**
 * Reading a JSON body. PostgreSQL stores neither U+0000 nor half a surrogate pair in text or jsonb, and recursive code
 * fails on a body of a hundred thousand brackets: all three are found here, once, instead of becoming faults later.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { shellProblem } from './problem-codes.ts';

const deepest = 64;

declare module 'fastify' {
  interface FastifyRequest {
    /** JSON Pointer of a text that cannot be stored; refused with 422 once 404 and 403 are ruled out. */
    unstorableText: string | undefined;
  }
}

export function useJsonReading(app: FastifyInstance): void {
  app.decorateRequest('unstorableText', undefined);
  const parse = app.getDefaultJsonParser('error', 'ignore');
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  app.removeContentTypeParser(['application/json', 'text/plain']);
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    (request: FastifyRequest, raw: Buffer, done) => {
      if (raw.length === 0) return done(null, undefined);
      if (!isUtf8(request))
        return done(shellProblem('request/unreadable', { detail: '请以 UTF-8 编码发送 JSON。' }));
      let text: string;
      try {
        text = utf8.decode(raw);
      } catch {
        return done(shellProblem('request/unreadable', { detail: '请求内容不是合法的 UTF-8 编码。' }));
      }
      return parse(request, text, (fault, body: unknown) => {
        if (fault) return done(shellProblem('request/unreadable', { detail: '请求内容不是合法的 JSON。' }));
        try {
          request.unstorableText = findUnstorableText(body);
        } catch (tooDeep) {
          return done(tooDeep instanceof Error ? tooDeep : null);
        }
        return done(null, body);
      });
    },
  );
}

function isUtf8(request: FastifyRequest): boolean {
  const charset = /charset\s*=\s*"?([^";\s]+)/i.exec(request.headers['content-type'] ?? '')?.[1];
  return charset === undefined || /^(utf-?8|us-ascii)$/i.test(charset);
}

/**
 * Where a text lies that cannot be stored. Throws a problem when the value is nested deeper, or holds more, than any form
 * does: each of a hundred thousand wrong members would be told about.
 */
export function findUnstorableText(value: unknown): string | undefined {
  // Nearly every body is fine, so the place is worked out only when there is something to tell.
  return isStorable(value, { left: most }, 0) ? undefined : placeOfUnstorable(value);
}

interface Allowance {
  left: number;
}

function isStorable(value: unknown, values: Allowance, depth: number): boolean {
  if (--values.left < 0) throw shellProblem('request/too-large', { detail: tooMany });
  if (typeof value === 'string') return isStorableText(value);
  if (typeof value !== 'object' || value === null) return true;
  if (depth === deepest) {
    throw shellProblem('request/unreadable', { detail: `请求内容嵌套过深，最多 ${deepest} 层。` });
  }
  if (Array.isArray(value)) {
    if (value.length > longestList) {
      throw shellProblem('request/too-large', { detail: `列表最多 ${longestList} 项，请分次提交。` });
    }
    return value.every((item) => isStorable(item, values, depth + 1));
  }
  return Object.entries(value).every(
    ([key, member]) => isStorableText(key) && isStorable(member, values, depth + 1),
  );
}

function placeOfUnstorable(value: unknown): string {
  if (typeof value !== 'object' || value === null) return '';
  const [key, member] =
    Object.entries(value).find(([, inner]) => !isStorable(inner, { left: most }, 0)) ?? [];
  if (key === undefined) return ''; // the name of a member, told at its parent
  return `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}${placeOfUnstorable(member)}`;
}

/** No list, and nothing with its parts, of ours is longer. */
const longestList = 2_000;
const most = 20_000;
const tooMany = '请求内容过多，请分次提交。';

const isStorableText = (text: string) => !text.includes('\u0000') && text.isWellFormed();
