/** What cannot be printed is not sealed: the step is refused with the sentence, and the case stays where it stands. */
import type { PrintRefusal } from '../../kernel/page/print-refusal.ts';
import { Problem } from '../../platform/http/problem.ts';
import { registerProblemCodes } from '../../platform/http/problem-codes.ts';

const title = '这份文书现在印不出来';

const meanings: Record<PrintRefusal['code'], string> = {
  'character/not-in-font': '有一个字不在字库里，印出来会是空白；请核对，或者联系系统管理员补充字库。',
  'text/too-long': '一栏的内容太长，缩到最小字号也放不下；请缩短，或者放大模板上的这一栏。',
  'value/missing': '样式上要印的一项没有内容；请补全，或者在样式里设为可以没有。',
  'picture/missing': '样式上要印的一张图片没有。',
  'picture/unreadable': '图片读不出来，请换一张 PNG 或者 JPEG。',
  'code/missing': '样式上有二维码的位置，但没有二维码的内容。',
  'code/too-long': '二维码的内容太长；请缩短对外网址。',
};

export function registerPrintProblems(): void {
  registerProblemCodes(
    Object.entries(meanings).map(([code, meaning]) => ({ code, status: 409, title, meaning })),
  );
}

/** The first refusal gives the code; all of them are told, and what can be done instead. */
export function unprintable(refusals: readonly PrintRefusal[], otherwise = ''): Problem {
  const [first] = refusals;
  return new Problem({
    status: 409,
    code: first?.code ?? 'value/missing',
    title,
    detail: refusals.map(({ reason }) => reason).join(''),
    needed: [...new Set(refusals.map(({ needed }) => needed)), otherwise].join(''),
  });
}
