/** Where and until when an answer can be fought: 行政复议法 20, 23; 行政诉讼法 45, 46; 政府信息公开条例 51. */
import type { LetterSource } from '../cases/public.ts';
import type { answerKinds } from './answer-steps.ts';

/** 行政复议法 23 ¶1(4): what is not disclosed goes to reconsideration first, and the answer has to say so (¶2). */
const withholding: readonly string[] = ['not-disclosed', 'partly-disclosed'];

export function remedies(source: LetterSource, kind: keyof typeof answerKinds): string[] {
  return [
    ...(isReconsideredFirst(source, kind)
      ? inTurn(source, kind)
      : byChoice(source, '如不服本答复', '本答复')),
    ...complaint(source),
  ];
}

/** 条例 51: whoever is touched by a disclosure may fight it; 复议法 23 sends first only what is withheld. */
export function remediesOfThirdParty(source: LetterSource): string[] {
  return [...byChoice(source, '认为本决定侵犯您（贵单位）的合法权益的', '本决定'), ...complaint(source)];
}

const complaint = ({ item }: LetterSource): string[] =>
  item.remedies.flatMap((remedy) => (remedy.kind === 'complaint' ? [remedy.text] : [])).slice(0, 1);

/** The other kinds as the district has set it. */
function isReconsideredFirst({ settings }: LetterSource, kind: keyof typeof answerKinds): boolean {
  return [...withholding, ...(settings.reconsiderationFirst ?? [])].includes(kind);
}

function inTurn({ superiorName }: LetterSource, kind: keyof typeof answerKinds): string[] {
  const what = withholding.includes(kind)
    ? '对不予公开不服的，依据《行政复议法》第二十三条第一款第（四）项'
    : '如不服本答复，依据《行政复议法》第二十三条第一款';
  return [
    `${what}，应当自知道本答复之日起六十日内先向${superiorName}申请行政复议。`,
    '对行政复议决定不服的，可以自收到行政复议决定书之日起十五日内，依据《行政诉讼法》第四十五条向人民法院提起行政诉讼。',
  ];
}

function byChoice({ superiorName }: LetterSource, whoever: string, what: string): string[] {
  return [
    `${whoever}，可以自知道${what}之日起六十日内，依据《行政复议法》第二十条向${superiorName}申请行政复议；也可以自知道${what}之日起六个月内，依据《行政诉讼法》第四十六条向有管辖权的人民法院提起行政诉讼。`,
  ];
}
