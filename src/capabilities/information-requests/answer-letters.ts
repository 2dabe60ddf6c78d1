/** The answer, by what it is: 政府信息公开条例 35–39. Every kind says its own sentence and names its own article. */
import type { LetterSource } from '../cases/public.ts';
import type { answerKinds } from './answer-steps.ts';
import { cite, given, type LetterBody, theRequest, whatIsAsked, whereToAsk, you } from './letter-words.ts';
import { remedies } from './remedies.ts';
import { groundsIn, withholdingGrounds } from './withholding-grounds.ts';
import { documentsGiven } from './words.ts';

type AnswerKind = keyof typeof answerKinds;

/** What is decided, and under which word the officer's text follows. */
const wordings: Record<AnswerKind, (who: string) => { says: string; heading: string }> = {
  'already-public': (who) => ({
    says: `${who}申请公开的信息已经主动公开。`,
    heading: '获取该信息的方式、途径',
  }),
  disclosed: (who) => ({
    says: `${who}申请公开的信息可以公开，本机关予以公开。`,
    heading: '提供的信息，或者获取的方式、途径和时间',
  }),
  'partly-disclosed': (who) => ({
    says: `${who}申请公开的信息中含有不应当公开或者不属于政府信息的内容，能够作区分处理，本机关公开其中可以公开的部分，其余部分不予公开。`,
    heading: '公开的内容，以及其余部分不予公开的理由',
  }),
  'not-disclosed': (who) => ({
    says: `${who}申请公开的信息，本机关决定不予公开。`,
    heading: '不予公开的依据和理由',
  }),
  'not-held': (who) => ({
    says: `经检索，没有${who}申请公开的信息，该政府信息不存在。`,
    heading: '检索的情况',
  }),
  'not-ours': (who) => ({
    says: `${who}申请公开的信息不属于本机关负责公开。`,
    heading: '理由，以及负责公开的机关的名称、联系方式',
  }),
  repeated: (who) => ({
    says: `本机关已经就${who}申请公开的相同政府信息作出答复，对本次申请不予重复处理。`,
    heading: '此前的答复',
  }),
  excessive: (who) => ({
    says: `${who}申请公开政府信息的数量、频次明显超过合理范围，经要求没有说明合理的理由，本机关不予处理。`,
    heading: '理由',
  }),
  'needs-processing': (who) => ({
    says: `${who}申请公开的信息需要对现有政府信息进行加工、分析，本机关不予提供。`,
    heading: '理由',
  }),
  'complaint-like': (who) => ({
    says: `${who}以政府信息公开申请的形式进行信访、投诉、举报等活动，本机关不作为政府信息公开申请处理。`,
    heading: '可以通过的渠道',
  }),
  publication: (who) => ({
    says: `${who}要求提供的是政府公报、报刊、书籍等公开出版物。`,
    heading: '获取的途径',
  }),
  'other-rules': (who) => ({
    says: `法律、行政法规对${who}申请公开的信息的获取有特别规定，请依照有关规定办理。`,
    heading: '应当依照的规定和办理的地点',
  }),
};

export function answer(source: LetterSource): LetterBody {
  const { fact, payload } = source;
  const wording = wordings[kindOf(source)](you(source));
  const files = documentsGiven(fact.data).length;
  return {
    paragraphs: [
      `${theRequest(source)}收悉，申请的内容为：${whatIsAsked(source)}。`,
      `依据${cite(fact.basis)}，现答复如下：`,
      wording.says,
      ...withheldBecause(source),
      `${wording.heading}：${given(payload.text)}。`,
      ...(files > 0 ? [`随本答复书提供文件${files}份，网上办理的可以在办件页面下载。`] : []),
      ...remedies(source, kindOf(source)),
    ],
    footnotes: [whereToAsk(source)],
  };
}

/** 条例 36(3), 37: what is withheld, each with the article that names it. */
function withheldBecause({ fact: { data } }: LetterSource): string[] {
  const grounds = groundsIn(data).map((ground) => withholdingGrounds[ground]);
  return grounds.length > 0 ? [`不予公开的内容属于：${grounds.join('；')}。`] : [];
}

function kindOf({ fact }: LetterSource): AnswerKind {
  const kind = Object.keys(wordings).find((known): known is AnswerKind => known === fact.data.kind);
  if (!kind) throw new Error(`there is no answer of the kind "${fact.data.kind}"`);
  return kind;
}
