import type { Identification } from './identification.ts';

const shape = /^(\d{4})-(\d{6})-(\d{2})-(\d{2})-(\d{5}[0-9A-Z])$/;

/**
 * 投资项目代码, GB/T 40058-2021: yyMM, region, 中央业务指导部门, type, five random digits and a check digit. The
 * check's algorithm is not public, so only the shape is looked at. Before the standard the first four digits
 * were the year; those codes stay in use.
 */
export function checkProjectCode(code: string): Identification {
  const kind = 'project-code';
  const [, time = '', region = '', department = '', type = '', serial = ''] = shape.exec(code) ?? [];
  const parts = { time, region, department, type, serial };
  const month = Number(time.slice(2));
  if (month >= 1 && month <= 12) {
    const when = `20${time.slice(0, 2)}-${time.slice(2)}`;
    return {
      kind,
      valid: 'yes',
      parts: { ...parts, time: when },
      why: '格式正确；校验位的算法没有公布，未作校验',
    };
  }
  if (/^20\d\d$/.test(time))
    return { kind, valid: 'unusual', parts, why: '是旧版项目代码（前四位为年份），仍可使用' };
  return {
    kind,
    valid: 'no',
    parts: {},
    why: `投资项目代码的前四位应为年月（如2105）或旧版的年份，现为“${time}”`,
  };
}

export function hasProjectCodeShape(code: string): boolean {
  return shape.test(code);
}
