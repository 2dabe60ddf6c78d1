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

export interface CertificateType {
  /** The item's `result.licenceType`. */
  type: string;
  fields: CertificateField[];
  /**
   * The number's pattern: {division} six digits of the place, {year}, {category} by `categoryDigits`, {sequence} six
   * digits, {check} a check digit (ISO 7064 MOD 11,10). Practice, read in no law text: an authority sets its own.
   */
  number: string;
  categoryDigits?: Record<string, string>;
}

const holder: CertificateField[] = [
  { title: '统一社会信用代码', element: 'organization.credit-code' },
  { title: '法定代表人（负责人）', element: 'legal-representative.name' },
];

const certificateTypes: CertificateType[] = [
  {
    type: 'food-business-licence',
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
  },
  {
    type: 'business-licence',
    number: '{division}{year}{sequence}',
    fields: [
      { title: '名称', element: 'organization.name' },
      ...holder,
      { title: '住所', element: 'address' },
      { title: '经营范围', element: 'business.scope' },
    ],
  },
];

/** What stands on a certificate whose type nobody has declared: whatever of this the form asked for. */
const general: Omit<CertificateType, 'type'> = {
  number: '{division}{year}{sequence}',
  fields: [
    { title: '名称', element: 'organization.name' },
    { title: '姓名', element: 'person.name' },
    ...holder,
    { title: '地址', element: 'address' },
    { title: '类别', element: 'business.category' },
    { title: '项目', element: 'business.scope' },
  ],
};

export function certificateType(type: string): CertificateType {
  return certificateTypes.find((known) => known.type === type) ?? { type, ...general };
}
