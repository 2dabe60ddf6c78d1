/** Why an upload is not taken, in words that say what to do instead. */
import type { Refusal } from '../../platform/documents/media-type.ts';
import { Problem } from '../../platform/http/problem.ts';
import { type ProblemCode, registerProblemCodes } from '../../platform/http/problem-codes.ts';

const codes = [
  {
    code: 'document/missing',
    status: 422,
    title: '没有收到文件',
    meaning: '请以 multipart/form-data 上传，文件放在名为 file 的字段里。',
  },
  {
    code: 'document/one-file',
    status: 422,
    title: '一次只能上传一个文件',
    meaning: '请逐个上传；每个文件会得到自己的编号。',
  },
  {
    code: 'document/empty',
    status: 422,
    title: '文件是空的',
    meaning: '文件里没有内容。请检查文件能否打开，再重新选择。',
  },
  {
    code: 'document/too-large',
    status: 422,
    title: '文件太大',
    meaning: '请压缩图片、降低扫描分辨率，或者拆成几个文件分别上传。',
  },
  {
    code: 'document/type',
    status: 422,
    title: '不接受这种文件',
    meaning: '可以上传 PDF、OFD、JPEG、PNG、docx、xlsx。类型按文件内容判断，改后缀名没有用。',
  },
  {
    code: 'document/purpose',
    status: 422,
    title: '用途填写有误',
    meaning: '用途最多 200 个字，写在一行里。',
  },
] as const satisfies readonly ProblemCode[];

export type UploadRefusal = (typeof codes)[number]['code'];

export function registerUploadRefusals(): void {
  registerProblemCodes(codes);
}

export function refuseUpload(code: UploadRefusal, largest?: number): Problem {
  const entry = codes.find((one) => one.code === code) ?? codes[0];
  const limit = largest === undefined ? '' : `每个文件最大 ${inWords(largest)}。`;
  return problem(entry, limit + entry.meaning);
}

export function refuseType(refusal: Refusal | 'claims-other-kind'): Problem {
  const entry = codes.find((one) => one.code === 'document/type') ?? codes[0];
  return problem(entry, advice[refusal]);
}

const advice: Record<Refusal | 'claims-other-kind', string> = {
  unknown: '可以上传 PDF、OFD、JPEG、PNG、docx、xlsx。请另存为其中一种格式；只改后缀名没有用。',
  'old-office-or-password':
    '这是旧版的 Word、Excel 文件（.doc、.xls），或者设了打开密码。请另存为 docx、xlsx 或 PDF，并去掉密码。',
  macros: '文件里带有宏，为了安全不能接收。请另存为不带宏的 docx、xlsx，或者导出为 PDF。',
  ambiguous: '文件里还藏着另一种格式的内容，不同软件打开会看到不同的东西。请用原来的软件重新导出。',
  'broken-archive': '文件已损坏或不完整。请确认能正常打开，用原来的软件另存一份再上传。',
  'unpacks-too-large': '文件解压后过大。请减少其中的图片或附件，或者导出为 PDF。',
  'claims-other-kind': '文件的后缀名与内容不一致。请把后缀名改成实际的格式，或者重新导出后上传。',
};

function problem({ code, status, title }: ProblemCode, detail: string): Problem {
  return new Problem({ status, code, title, detail, errors: [{ pointer: '/file', code, message: detail }] });
}

function inWords(bytes: number): string {
  return bytes >= 1024 * 1024 ? `${Math.floor(bytes / 1024 / 1024)} MB` : `${Math.floor(bytes / 1024)} KB`;
}
