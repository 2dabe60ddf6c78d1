import { textFault } from '../../kernel/forms/text.ts';
import { isSoundCreditCode } from '../../kernel/identifiers/credit-code.ts';
import { isTaskType } from '../../kernel/identifiers/task-code.ts';
import { type Finding, note, refused } from './finding.ts';
import type { GuideItem, ItemDeclaration } from './item.ts';
import { findPlantedText } from './planted-text.ts';

/** One row of a list of powers, as districts exchange it. */
export const rowFields = [
  'department',
  'mainItem',
  'name',
  'localTaskCode',
  'taskType',
  'deptCode',
  'areaCode',
] as const;

export type GuideRow = Partial<Record<(typeof rowFields)[number], string>>;

export type GuideDeclaration = Omit<GuideItem, 'version'>;

/** What a bare list leaves open. Pages say 待补充; nothing is guessed. */
const leftOpen = [
  'projectType',
  'limits',
  'materials',
  'form',
  'fee',
  'basis',
  'resultType',
  'remedies',
  'guide',
];

const longest = 500;

/** A guide out of a row, and what is odd about the row. Refused rows give no guide. */
export function readGuideRow(given: GuideRow): { guide?: GuideDeclaration; findings: Finding[] } {
  const { row, findings } = tidyRow(given);
  const faults = refusals(row);
  if (faults.length > 0) return { findings: [...faults, ...findings] };
  return { guide: guideOf(row), findings: [...findings, ...oddities(row)] };
}

/** Spaces within and around Chinese names come from copying; they are taken out and told. */
function tidyRow(given: GuideRow): { row: Required<GuideRow>; findings: Finding[] } {
  const findings: Finding[] = [];
  const entries = rowFields.map((field): [string, string] => {
    const value = given[field] ?? '';
    const tidy = value.replaceAll(/[\s\u200b-\u200d\ufeff]+/gu, ' ').trim();
    const closed =
      field === 'name' || field === 'mainItem' || field === 'department' ? closeSpaces(tidy) : tidy;
    if (closed !== value) findings.push(note('text/spaces', `“${value.trim()}”含有多余的空格或换行，已去掉`));
    return [field, closed];
  });
  return { row: Object.fromEntries(entries) as Required<GuideRow>, findings };
}

const closeSpaces = (text: string) => text.replaceAll(/(?<=[^\x20-\x7e]) | (?=[^\x20-\x7e])/gu, '');

function refusals(row: Required<GuideRow>): Finding[] {
  const unstorable = rowFields.flatMap((field) => {
    const fault = textFault(row[field]);
    return fault ? [refused(fault.code, `${fieldNames[field]}${fault.message}`)] : [];
  });
  const planted = findPlantedText(row).map(({ text, trace }) =>
    refused('text/planted', `“${text}”含有疑似被植入的内容“${trace}”，已隔离，请核对原文件`),
  );
  return [
    ...unstorable,
    ...planted,
    ...(row.name === '' ? [refused('name/missing', '没有事项名称')] : []),
    ...rowFields
      .filter((field) => row[field].length > longest)
      .map((field) => refused('text/too-long', `${fieldNames[field]}超过 ${longest} 字`)),
    ...(isTaskType(row.taskType.padStart(2, '0'))
      ? []
      : [refused('type/unknown', `事项类型“${row.taskType}”不在 01–10、20 之列，请对照国家事项类型表改正`)]),
    ...(row.localTaskCode === '' ? [refused('code/missing', `“${row.name}”没有地方编码，无法编号`)] : []),
    ...(/^[A-Za-z0-9][A-Za-z0-9-]{0,119}$/.test(row.localTaskCode) || row.localTaskCode === ''
      ? []
      : [refused('code/shape', `地方编码“${row.localTaskCode}”应为字母、数字和连字符，不超过 120 位`)]),
  ];
}

export const fieldNames: Record<(typeof rowFields)[number], string> = {
  department: '部门',
  mainItem: '主项',
  name: '事项名称',
  localTaskCode: '地方编码',
  taskType: '事项类型',
  deptCode: '部门代码',
  areaCode: '区划代码',
};

function oddities(row: Required<GuideRow>): Finding[] {
  const codeArea = row.localTaskCode
    .split('-')
    .slice(1)
    .find((part) => /^\d{12}$/.test(part));
  return [
    ...(row.department === '' ? [note('department/missing', '没有部门名称')] : []),
    ...(isSoundCreditCode(row.deptCode)
      ? []
      : [note('code/department', `部门代码“${row.deptCode}”不是统一社会信用代码，不能据以形成实施编码`)]),
    ...(isSoundCreditCode(row.deptCode) && !taskCodeOf(row)
      ? [note('code/catalogue', `地方编码“${row.localTaskCode}”不含 12 位国家基本编码，不能据以形成实施编码`)]
      : []),
    ...(/([1-9])\1{8,}/.test(row.localTaskCode)
      ? [note('code/placeholder', `地方编码“${row.localTaskCode}”含有占位数字，请向部门核实`)]
      : []),
    ...(/^\d{12}$/.test(row.areaCode) ? [] : [note('code/area', `区划代码“${row.areaCode}”应为 12 位数字`)]),
    ...(codeArea && codeArea !== row.areaCode
      ? [note('code/area', `地方编码中的区划 ${codeArea} 与区划代码 ${row.areaCode} 不一致`)]
      : []),
    ...(/[\\０-９Ａ-Ｚａ-ｚ]/.test(row.name)
      ? [note('name/odd-characters', `名称“${row.name}”含有反斜线或全角字母、数字，请核对`)]
      : []),
  ];
}

/**
 * 实施编码 = credit code, level, 12-digit basic code (province, type, main item, sub-item). Formed only where every part is
 * there: most local codes write a letter for the type, and a translated code would be an invented one.
 */
function taskCodeOf(row: Required<GuideRow>): string | undefined {
  const [basic = ''] = row.localTaskCode.split('-');
  const level = levelOf(row.areaCode);
  const fits =
    /^\d{12}$/.test(basic) &&
    (basic.startsWith('00') || basic.slice(0, 2) === row.areaCode.slice(0, 2)) &&
    basic.slice(2, 4) === row.taskType.padStart(2, '0');
  return fits && level && isSoundCreditCode(row.deptCode) ? `${row.deptCode}${level}${basic}` : undefined;
}

/** 行使层级 by how far a division code of 12 digits is filled: 省 市 县 镇 村. */
function levelOf(areaCode: string): string | undefined {
  const match = /^\d{2}(\d{2})(\d{2})(\d{3})(\d{3})$/.exec(areaCode);
  if (!match) return undefined;
  const deepest = match.slice(1).findLastIndex((part) => Number(part) > 0);
  return ['2', '3', '4', '5', '6'][deepest + 1];
}

function guideOf(row: Required<GuideRow>): GuideDeclaration {
  const taskType = row.taskType.padStart(2, '0');
  if (!isTaskType(taskType)) throw new Error('A refused row makes no guide');
  const taskCode = taskCodeOf(row);
  return {
    itemId: row.localTaskCode.toLowerCase(),
    ...(taskCode && { taskCode }),
    localTaskCode: row.localTaskCode,
    ...(row.mainItem !== '' && { mainItem: row.mainItem }),
    name: row.name,
    aliases: [],
    taskType,
    fileable: false,
    authority: null,
    office: null,
    departmentName: row.department,
    ...(row.deptCode !== '' && { departmentCode: row.deptCode }),
    ...(isSoundCreditCode(row.deptCode) && { authorityCode: row.deptCode }),
    ...(row.areaCode !== '' && { areaCode: row.areaCode }),
    serverTypes: [],
    topics: [],
    lists: [],
    projectType: null,
    siteCheck: null,
    limits: { statutory: null, promised: null },
    extension: null,
    suspension: { reasons: [], basis: [] },
    form: null,
    materials: [],
    resultType: null,
    result: null,
    fee: null,
    basis: [],
    letters: {},
    remedies: [],
    unknown: leftOpen,
    guide: null,
  };
}

/** The row an item would be read from; the flat sheet of an export. */
export function rowOf(item: ItemDeclaration): Required<GuideRow> {
  return {
    department: item.departmentName,
    mainItem: item.mainItem ?? '',
    name: item.name,
    localTaskCode: item.localTaskCode ?? '',
    taskType: item.taskType,
    deptCode: item.fileable ? '' : (item.departmentCode ?? ''),
    areaCode: item.fileable ? '' : (item.areaCode ?? ''),
  };
}
