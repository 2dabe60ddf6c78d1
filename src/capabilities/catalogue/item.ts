import type { Basis } from '../../kernel/basis.ts';
import type { Condition, FormSchema } from '../../kernel/forms/form-schema.ts';
import type { TaskType } from '../../kernel/identifiers/task-code.ts';
import type { Unit } from '../../kernel/time/deadline.ts';

/**
 * What an item rests on. `read` is true only where the article was read in the published text, in the edition named;
 * otherwise pages say 依据未核验. `text` is our own summary, never the article's words passed off as a quotation.
 */
export interface ItemBasis extends Basis {
  title: string;
  article: string;
  read: boolean;
  edition?: string;
  text?: string;
}

export interface ItemLimit {
  days: number;
  unit: Unit;
  basis: ItemBasis[];
}

/** Only the head of the authority, or the leader of the government, may extend; by how much at most, and by what rule. */
export interface Extension {
  days: number;
  by: 'head' | 'leader';
  basis: ItemBasis[];
}

/** 行政许可法 §45 is a closed list; other types have only what their own law names. */
export const licensingPauses = [
  'hearing',
  'tender',
  'auction',
  'inspection',
  'testing',
  'quarantine',
  'appraisal',
  'expert-review',
] as const;

export type Necessity = 'required' | 'conditional' | 'deferrable';

export interface Material {
  materialCode: string;
  name: string;
  necessity: Necessity;
  /** Conditional materials: the form answer that asks for it, and the same in words. */
  when?: Condition;
  whenText?: string;
  form: 'paper' | 'electronic' | 'either';
  copies: { original: number; copy: number };
  source: 'applicant' | 'department' | 'intermediary';
  /** Who issues it and where it is to be had. */
  sourceNote: string;
  /** How to fill it in or what will be looked at. */
  howTo: string;
  /** Types of electronic certificates that can stand for it. */
  licenceTypes?: string[];
  /** Deferrable materials: within how many days it must follow, by which rule. */
  deferral?: { days: number; unit: Unit; basis: ItemBasis[] };
}

const licensingLetterKinds = [
  'acceptance',
  'one-time-notice',
  'non-acceptance',
  'refusal-of-acceptance',
  'time-needed',
  'extension',
  'grant',
  'denial',
  'filing',
  'filing-denial',
  'delivery',
  'hearing-right',
  'hearing-notice',
  'hearing-announcement',
  'hearing-record',
] as const;

/** 政府信息公开条例 30–40. */
const requestLetterKinds = [
  'registration',
  'clarification',
  'third-party-inquiry',
  'office-inquiry',
  'third-party-notice',
  'extension',
  'delay',
  'answer',
  'delivery',
] as const;

export type LicensingLetterKind = (typeof licensingLetterKinds)[number];
export type RequestLetterKind = (typeof requestLetterKinds)[number];
export type LetterKind = LicensingLetterKind | RequestLetterKind;

/** Every kind of letter that some procedure makes, each once. */
export const letterKinds: readonly LetterKind[] = [
  ...new Set<LetterKind>([...licensingLetterKinds, ...requestLetterKinds]),
];

/** The letters an item can produce, under the names its own law or rules give them; an absent kind is never made. */
export type Letters = Partial<Record<LetterKind, { name: string; basis: ItemBasis[] }>>;

export interface Doubt {
  when: Condition;
  but: Condition;
  /** The field where it is said. */
  at: string;
  text: string;
}

export type ResultType = 'certificate' | 'document' | 'none';

export interface Result {
  name: string;
  /** 证照类型代码: the code of the authority that governs the certificate (18) and three digits. */
  licenceTypeCode: string;
  /** Our own key of the certificate type. */
  licenceType: string;
  validity: { years: number; basis: ItemBasis[] } | null;
}

export interface Remedy {
  kind: 'reconsideration' | 'litigation' | 'complaint';
  text: string;
  basis: ItemBasis[];
}

/** What a guide tells people in their words. */
export interface Guide {
  /** One sentence: what you get. */
  outcome: string;
  who: string;
  conditions: string[];
  flow: string[];
  /** How often one must come in person; with a reason where it is more than none. */
  visits: { times: number; reason: string };
  channels: ('online' | 'window' | 'mail' | 'self-service')[];
  where: string;
  hours: string;
  phone: string;
  complaintPhone: string;
  delivery: ('collection' | 'express' | 'electronic')[];
  questions: { question: string; answer: string }[];
}

interface Named {
  itemId: string;
  version: number;
  taskCode?: string;
  localTaskCode?: string;
  /** The item above it in the list of powers. */
  mainItem?: string;
  name: string;
  aliases: string[];
  taskType: TaskType;
  departmentName: string;
  /** Whom the item serves: 1 自然人 2 企业法人 3 事业法人 4 社会组织法人 5 非法人企业 6 行政机关 9 其他组织. */
  serverTypes: string[];
  topics: string[];
  /** Versioned lists the item stands in: online, instant, one-visit, nearby … */
  lists: string[];
  basis: ItemBasis[];
  materials: Material[];
  letters: Letters;
  remedies: Remedy[];
  /** What nobody has told us yet; pages say 待补充 and nothing is made up. */
  unknown: string[];
}

/** An item people can apply for here. Everything a procedure needs is known. */
export interface FileableItem extends Named {
  fileable: true;
  /** Which procedure carries it; absent: licensing. */
  procedure?: string;
  authority: string;
  office: string;
  /** Every office whose lane must end before the decision; none where the procedure has no such lane. */
  reviewOffices: string[];
  projectType: 'immediate' | 'promised';
  siteCheck: 'never' | 'where-needed' | 'always';
  limits: { statutory: ItemLimit; promised: ItemLimit };
  /** Within how long each reviewing office concludes, where the rules of joint handling say so. */
  reviewLimit?: ItemLimit;
  extension: Extension | null;
  suspension: { reasons: string[]; basis: ItemBasis[] };
  /** Law says that it is decided after a hearing (行政许可法 §46), and by which rule. */
  hearing?: { basis: ItemBasis[] };
  form: FormSchema;
  /** Fields of the form that the decision repeats: what is granted, to which establishment, where. */
  decisionStates?: string[];
  /** Answers that hardly go together: said while they can be mended, never in the way. */
  doubts?: Doubt[];
  resultType: ResultType;
  result: Result | null;
  /** The item is about an existing certificate of this type: its renewal (行政许可法 50) or its change (49). */
  business?: { kind: 'renewal' | 'change'; licenceType: string };
  /** 备案: put on record and published, not granted. */
  nature?: 'filing';
  fee: { charged: boolean; text: string; basis: ItemBasis[] };
  guide: Guide;
}

/** An item known by name only, from a list of powers: it can be found and read, not applied for here. */
export interface GuideItem extends Named {
  fileable: false;
  authority: string | null;
  office: string | null;
  /** The department's code as the list gives it; many are not credit codes. */
  departmentCode?: string;
  /** The same, where it is a sound credit code. */
  authorityCode?: string;
  areaCode?: string;
  projectType: 'immediate' | 'promised' | null;
  siteCheck: 'never' | 'where-needed' | 'always' | null;
  limits: { statutory: ItemLimit | null; promised: ItemLimit | null };
  extension: null;
  suspension: { reasons: string[]; basis: ItemBasis[] };
  form: null;
  resultType: ResultType | null;
  result: null;
  fee: null;
  guide: null;
}

export type Item = FileableItem | GuideItem;

/** An item before it has a version: what a declaration or an import says. */
export type ItemDeclaration = Omit<FileableItem, 'version'> | Omit<GuideItem, 'version'>;

/** What a version was made from. */
export function declarationOf(item: Item): ItemDeclaration {
  if (item.fileable) {
    const { version: _, ...declaration } = item;
    return declaration;
  }
  const { version: _, ...declaration } = item;
  return declaration;
}
