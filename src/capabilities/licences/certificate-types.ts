/** Certificate types as data: what stands on each, taken from the application's form by meaning, never by field name. */
import type { ElementName } from '../../kernel/forms/elements.ts';

export interface CertificateField {
  /** As printed on the certificate. */
  title: string;
  /** The meaning of the form's field. */
  element: ElementName;
  /** Which of several fields of the same meaning, in the form's order; 1 when absent. */
  place?: number;
}

/** How long a certificate of the type lasts: as its item says, for so many years, for ever, or until a day the form names. */
export type ValidityRule =
  | { kind: 'item' }
  | { kind: 'years'; years: number }
  | { kind: 'permanent' }
  | { kind: 'until'; place: number };

export interface CertificateTypeDefinition {
  /** The item's `result.licenceType`. */
  type: string;
  /** 证照名称, as printed. */
  name: string;
  /** 证照类型代码: the code of the authority that governs the certificate (18) and three digits. */
  code: string;
  /** The authority that issues it; null: whichever decides the case. */
  authority: string | null;
  validity: ValidityRule;
  fields: CertificateField[];
  /**
   * The number's pattern: {division} six digits of the place, {year}, {category} by `categoryDigits`, {sequence} six
   * digits, {check} a check digit (ISO 7064 MOD 11,10). Practice, read in no law text: an authority sets its own.
   */
  number: string;
  categoryDigits?: Record<string, string>;
  /** Id of the template it is printed on. */
  template: string;
}

export interface CertificateType extends CertificateTypeDefinition {
  version: number;
}

const holder: CertificateField[] = [
  { title: '统一社会信用代码', element: 'organization.credit-code' },
  { title: '法定代表人（负责人）', element: 'legal-representative.name' },
];

/** Types that come with the program, for the items that come with it. An officer designs others, and later versions of these. */
export const declaredTypes: CertificateTypeDefinition[] = [
  {
    type: 'food-business-licence',
    name: '食品经营许可证',
    code: '11350199M00000027D001',
    authority: 'market-regulation',
    validity: { kind: 'item' },
    number: 'JY{category}{division}{sequence}{check}',
    categoryDigits: { sales: '1', catering: '2', canteen: '3' },
    fields: [
      { title: '经营者名称', element: 'organization.name' },
      ...holder,
      { title: '经营场所名称', element: 'organization.name', place: 2 },
      { title: '经营场所', element: 'address' },
      { title: '主体业态', element: 'business.category' },
      { title: '经营项目', element: 'business.scope' },
    ],
    template: 'food-business-licence',
  },
  {
    type: 'business-licence',
    name: '营业执照',
    code: '11350199M00000027D002',
    authority: 'market-regulation',
    validity: { kind: 'item' },
    number: '{division}{year}{sequence}',
    fields: [
      { title: '名称', element: 'organization.name' },
      ...holder,
      { title: '住所', element: 'address' },
      { title: '经营范围', element: 'business.scope' },
    ],
    template: 'business-licence',
  },
];

/** What stands on a certificate whose type nobody has declared: whatever of this the form asked for. */
export function undeclaredType(type: string, name: string, code: string): CertificateType {
  return {
    type,
    version: 0,
    name,
    code,
    authority: null,
    validity: { kind: 'item' },
    number: '{division}{year}{sequence}',
    fields: [
      { title: '名称', element: 'organization.name' },
      { title: '姓名', element: 'person.name' },
      ...holder,
      { title: '地址', element: 'address' },
      { title: '类别', element: 'business.category' },
      { title: '项目', element: 'business.scope' },
    ],
    template: 'general',
  };
}
