export const stages = [
  { name: 'item', label: '事项' },
  { name: 'applicant', label: '申请人' },
  { name: 'form', label: '申请表' },
  { name: 'materials', label: '材料' },
  { name: 'review', label: '核对' },
] as const;

export type Stage = (typeof stages)[number]['name'];
