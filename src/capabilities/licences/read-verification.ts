/** What a stranger sends to have something checked: a file, or what stands on a certificate; checked at its place. */
import type { FastifyRequest } from 'fastify';
import { checkCertificateIdentifier } from '../../kernel/identifiers/certificate-identifier.ts';
import { csrfFieldName, refuseForgedUpload } from '../../platform/access/csrf.ts';
import type { ProblemError } from '../../platform/http/problem.ts';
import { shellProblem } from '../../platform/http/problem-codes.ts';
import { invalid } from '../cases/public.ts';
import { hasSoundCheckDigit } from './certificate-number.ts';

export type Asked =
  | { kind: 'file'; bytes: Uint8Array }
  | { kind: 'identifier'; identifier: string }
  | { kind: 'number'; number: string; holderTail: string }
  | { kind: 'presentation'; token: string };

export interface Typed {
  identifier?: string;
  number?: string;
  holderTail?: string;
  presentation?: string;
}

/** Certificates are some hundred kilobytes; whoever sends more sends something else. */
export const largestFile = 10 * 1024 * 1024;
const options = {
  limits: { fileSize: largestFile, files: 2, fields: 10, parts: 14, fieldSize: 1024 },
  // A file that is too large is cut, and told with the limit it broke.
  throwFileSizeLimit: false,
};

/** Reads a form with a file to its end. Throws 422 with the place of what is wrong. */
export async function readVerification(request: FastifyRequest): Promise<Asked> {
  if (!request.isMultipart()) return readTyped(objectIn(request.body));
  const fields: Record<string, string> = {};
  let bytes: Uint8Array | undefined;
  for await (const part of request.parts(options)) {
    if (part.type === 'field') {
      fields[part.fieldname] = String(part.value);
      continue;
    }
    refuseForgedUpload(request, fields[csrfFieldName]);
    if (!part.filename || part.fieldname !== 'file') {
      part.file.resume();
      continue;
    }
    bytes = await part.toBuffer().catch(() => undefined);
    if (part.file.truncated || bytes === undefined) throw refused('/file', 'file/too-large', tooLarge);
  }
  refuseForgedUpload(request, fields[csrfFieldName]);
  if (bytes && bytes.length > 0) return { kind: 'file', bytes };
  return readTyped(fields);
}

const tooLarge = '文件超过 10 MB，不是电子证照文件。请选择扩展名为 .ofd 的证照文件。';

/** A slip of the pen is told before anything is looked up: identifiers and most numbers end in a check digit. */
export function readTyped({ identifier, number, holderTail, presentation }: Typed): Asked {
  const [wantedId, wantedNumber] = [tidy(identifier), tidy(number)];
  const token = presentation?.trim();
  if (token) return { kind: 'presentation', token };
  if (wantedId) {
    const { valid, why } = checkCertificateIdentifier(wantedId);
    if (valid === 'no') throw refused('/identifier', 'identifier/check-digit', `${why}，请核对有没有输错。`);
    return { kind: 'identifier', identifier: wantedId.replace(/\.OFD$/, '') };
  }
  if (!wantedNumber) {
    throw refused('/file', 'verification/nothing', '请选择证照文件，或者填写电子证照标识、证照编号。');
  }
  if (/^JY/.test(wantedNumber) && !checked.test(wantedNumber)) {
    const digits = wantedNumber.length - 2;
    const message = `食品经营许可证的编号是 JY 加 14 位数字，现在 JY 后面有 ${digits} 个字，请对照证照核对。`;
    throw refused('/number', 'number/length', message);
  }
  if (checked.test(wantedNumber) && !hasSoundCheckDigit(wantedNumber)) {
    throw refused('/number', 'number/check-digit', '编号最后一位校验不对，请核对有没有输错。');
  }
  const tail = tidy(holderTail);
  if (!/^[0-9A-Z]{4}$/.test(tail)) {
    const message = '请填写持证人证件号码（统一社会信用代码、身份证号码等）的末四位。';
    throw refused('/holderTail', 'holder-tail/missing', message);
  }
  return { kind: 'number', number: wantedNumber, holderTail: tail };
}

/** Numbers whose pattern ends in a check digit: letters and sixteen digits or so, as on food licences. */
const checked = /^JY\d{14}$/;

/** As typed by people: full-width letters, spaces, small letters. */
const tidy = (text: unknown): string =>
  typeof text === 'string' ? text.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase() : '';

function objectIn(body: unknown): Typed {
  if (typeof body !== 'object' || body === null) throw shellProblem('request/media-type');
  return Object.fromEntries(Object.entries(body).filter(([, value]) => typeof value === 'string'));
}

function refused(pointer: string, code: string, message: string) {
  return invalid([{ pointer, code, message } satisfies ProblemError]);
}
