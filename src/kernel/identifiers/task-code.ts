import { checkCreditCode } from './credit-code.ts';
import type { Identification } from './identification.ts';
import { provinceName } from './province.ts';

/** 事项类型 of the national exchange tables. Some districts number them otherwise: mapped on import. */
export const taskTypes = {
  '01': '行政许可',
  '02': '行政处罚',
  '03': '行政强制',
  '04': '行政征收',
  '05': '行政给付',
  '06': '行政检查',
  '07': '行政确认',
  '08': '行政奖励',
  '09': '行政裁决',
  '10': '其他行政权力',
  '20': '公共服务',
} as const;

export type TaskType = keyof typeof taskTypes;

export const isTaskType = (value: string): value is TaskType => Object.hasOwn(taskTypes, value);

/** 行使层级 */
const useLevels: Readonly<Record<string, string>> = {
  1: '国家级',
  2: '省级',
  3: '市级',
  4: '县级',
  5: '镇（乡、街道）级',
  6: '村（社区）级',
};

/**
 * 实施编码 (GB/T 39554.1 practice): 18 credit code of the implementing body, 1 level, 12 catalogue code = 2
 * province (00 national), 2 type, 5 main item, 3 sub-item. Two more digits number a 业务办理项.
 */
export function checkTaskCode(code: string): Identification {
  const kind = 'task-code';
  if (!/^[0-9A-Z]{18}(\d{13}|\d{15})$/.test(code)) {
    return {
      kind,
      valid: 'no',
      parts: {},
      why: '实施编码应为18位统一社会信用代码加13位数字（业务办理项再加2位）',
    };
  }
  const parts = taskCodeParts(code);
  const body = checkCreditCode(code.slice(0, 18));
  if (body.valid === 'no') return { kind, valid: 'no', parts, why: `实施主体：${body.why}` };
  if (!parts.level) return { kind, valid: 'no', parts, why: `第19位行使层级${code.charAt(18)}应为1至6` };
  if (!parts.province)
    return { kind, valid: 'no', parts, why: `第20至21位${code.slice(19, 21)}不是省级行政区划代码` };
  const doubts = [
    body.valid === 'unusual' ? `实施主体：${body.why}` : '',
    parts.type ? '' : `第22至23位${code.slice(21, 23)}不是已知的事项类型`,
  ].filter(Boolean);
  if (doubts.length > 0) return { kind, valid: 'unusual', parts, why: doubts.join('；') };
  return { kind, valid: 'yes', parts, why: '实施主体代码的校验码和各段都正确' };
}

function taskCodeParts(code: string): Record<string, string> {
  const province = code.slice(19, 21);
  return {
    authority: code.slice(0, 18),
    level: useLevels[code.charAt(18)] ?? '',
    catalogCode: code.slice(19, 31),
    province: province === '00' ? '国家' : (provinceName(province) ?? ''),
    type: typeName(code.slice(21, 23)),
    mainItem: code.slice(23, 28),
    subItem: code.slice(28, 31),
    ...(code.length === 33 && { handleItem: code.slice(31) }),
  };
}

/** 21 to 29 are local kinds of public service: 21 stands in a code that a city really published. */
function typeName(type: string): string {
  if (isTaskType(type)) return taskTypes[type];
  return /^2[1-9]$/.test(type) ? '公共服务（地方细分）' : '';
}
