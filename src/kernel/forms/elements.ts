/**
 * What a field *means*, whatever it is called on a form: lets a form be pre-filled from the applicant, checked by what the
 * thing is, and matched with fields of other forms and certificates. A closed list; a new meaning is added here.
 */
export const elements = {
  'applicant.name': '申请人名称',
  'applicant.phone': '申请人联系电话',
  'applicant.contact': '申请人的其他联系方式',
  'organization.name': '单位名称',
  'organization.credit-code': '统一社会信用代码',
  'organization.kind': '主体类型',
  'person.name': '姓名',
  'person.id-card': '居民身份证号码',
  'legal-representative.name': '法定代表人（负责人）姓名',
  'legal-representative.id-card': '法定代表人（负责人）身份证号码',
  'contact.name': '联系人姓名',
  phone: '电话号码',
  address: '地址',
  'postal-address': '邮寄地址',
  'money.fen': '金额（分）',
  area: '面积',
  quantity: '数量',
  date: '日期',
  'business.category': '业态或类别',
  'business.scope': '经营项目',
  'document.number': '证件或文书编号',
  choice: '选择',
  statement: '说明',
  declaration: '承诺或声明',
  group: '一组字段',
} as const;

export type ElementName = keyof typeof elements;

export const isElement = (name: string): name is ElementName => Object.hasOwn(elements, name);
