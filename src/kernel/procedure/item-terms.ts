import type { Basis } from '../basis.ts';
import type { Unit } from '../time/deadline.ts';

export interface Limit {
  days: number;
  unit: Unit;
  basis: Basis[];
}

/**
 * What a procedure reads of a service item: the frozen terms of one item version. Limits, extension, pauses, letters
 * and remedies follow the item and its type; 行政许可法 is cited for type 01 only.
 */
export interface ItemTerms {
  itemId: string;
  version: number;
  name: string;
  /** Table 事项类型: 01 行政许可 … 10 其他行政权力, 20 公共服务. */
  taskType: string;
  authority: string;
  /** The handling office. */
  office: string;
  /** Every office whose lane must end before the decision; usually the handling office alone. */
  reviewOffices: string[];
  projectType: 'immediate' | 'promised';
  siteCheck: 'never' | 'where-needed' | 'always';
  limits: { statutory: Limit; promised: Limit };
  /** Within how long each reviewing office concludes, where a rule of joint handling says so. */
  reviewLimit?: Limit;
  /** Who may lengthen the statutory limit once, and by how much at most; null where its law names no extension. */
  extension: { days: number; by: 'head' | 'leader'; basis: Basis[] } | null;
  /** The closed list of what may pause the clock. */
  suspension: { reasons: string[]; basis: Basis[] };
  /** Law says that this item is decided after a hearing (行政许可法 46), and by which rule. */
  hearing?: { basis: Basis[] };
  /** Whether a grant ends in a sealed document; without one `issue` is skipped. */
  hasResultDocument: boolean;
  /** The item is about an existing certificate. Absent: it is not. */
  business?: 'renewal' | 'change';
  /** It is put on record and not granted. Absent: what its type says. */
  nature?: 'filing';
  /** Names of the letters this item makes, by kind; a kind that is absent is never made. */
  letters: Record<string, string>;
  materials: MaterialTerms[];
}

export interface MaterialTerms {
  materialCode: string;
  name: string;
  necessity: 'required' | 'conditional' | 'deferrable';
  /** Within how long after acceptance it is brought, where it may be promised. */
  deferral?: Limit;
}

export function materialNamed({ materials }: ItemTerms, code: string): MaterialTerms | undefined {
  return materials.find(({ materialCode }) => materialCode === code);
}

/** 行政许可法 is cited for administrative licences and for nothing else. */
export function isLicence(terms: ItemTerms): boolean {
  return terms.taskType === '01';
}
