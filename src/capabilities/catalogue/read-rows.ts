import { checkForm } from '../../kernel/forms/check-form.ts';
import { readDeclaration } from './declaration-schema.ts';
import { type Finding, note, refused } from './finding.ts';
import { type GuideRow, readGuideRow, rowFields } from './guide-rows.ts';
import type { ItemDeclaration } from './item.ts';
import { digestOf } from './item-store.ts';
import { lintItem } from './linter.ts';
import { findPlantedText } from './planted-text.ts';

/** One entry of a file: a row of a list of powers, or a whole declaration. */
export interface FileRow {
  row: number;
  value: unknown;
}

export interface ReadRow {
  row: number;
  declaration: ItemDeclaration;
}

/** Everything that can be said without the database. */
export function readRows(rows: FileRow[]): { read: ReadRow[]; findings: Finding[] } {
  const readings = rows.map(({ row, value }) => ({ row, ...readValue(value) }));
  const findings: Finding[] = readings.flatMap(({ row, declaration, findings: own }) =>
    own.map((finding) => ({ ...finding, row, itemId: declaration?.itemId })),
  );
  const all = readings.flatMap(({ row, declaration }) => (declaration ? [{ row, declaration }] : []));
  const read = withoutRepetition(all, findings);
  findings.push(...sameNames(read));
  return { read, findings };
}

function readValue(value: unknown): { declaration?: ItemDeclaration; findings: Finding[] } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { findings: [refused('row/shape', '这一行不是一个事项')] };
  }
  if ('fileable' in value) return readWholeDeclaration(value);
  const row: GuideRow = {};
  for (const [key, cell] of Object.entries(value)) {
    const field = rowFields.find((known) => known === key);
    if (!field) continue;
    if (typeof cell === 'string' || typeof cell === 'number') row[field] = String(cell);
    else if (cell !== null) return { findings: [refused('row/shape', `“${key}”应为文字`)] };
  }
  const { guide, findings } = readGuideRow(row);
  return { declaration: guide, findings };
}

function readWholeDeclaration(value: object): { declaration?: ItemDeclaration; findings: Finding[] } {
  // An export tells the version it was; what is imported gets its version here.
  const { version: _, ...rest } = { version: undefined, ...value };
  const planted = findPlantedText(formless(rest)).map(({ text, trace }) =>
    refused('text/planted', `“${text}”含有疑似被植入的内容“${trace}”，已隔离，请核对原文件`),
  );
  const reading = readDeclaration(rest);
  if ('faults' in reading) {
    return {
      findings: [
        ...planted,
        ...reading.faults.map((fault) => refused('item/shape', `事项定义有误：${fault}`)),
      ],
    };
  }
  const { declaration } = reading;
  const unreadable = declaration.fileable ? checkForm(declaration.form) : [];
  const lint = unreadable.length > 0 ? [] : lintItem(declaration);
  return {
    declaration,
    findings: [...planted, ...unreadable.map((fault) => refused('form/fault', fault)), ...lint],
  };
}

/** `$schema` is an address by right. */
function formless(value: object): object {
  const form =
    'form' in value && typeof value.form === 'object' ? { ...value.form, $schema: undefined } : null;
  return { ...value, form };
}

/** The same item twice is told; two items under one code cannot both be right. */
function withoutRepetition(all: ReadRow[], findings: Finding[]): ReadRow[] {
  const first = new Map<string, ReadRow>();
  for (const one of all) {
    const { itemId } = one.declaration;
    const before = first.get(itemId);
    if (!before) first.set(itemId, one);
    else {
      const same = digestOf(before.declaration).equals(digestOf(one.declaration));
      const finding = same
        ? note('row/repeated', `与第 ${before.row} 行相同，只导入一次`)
        : refused('code/repeated', `编码与第 ${before.row} 行相同，内容不同，请核对哪一行正确`);
      findings.push({ ...finding, row: one.row, itemId });
    }
  }
  return [...first.values()];
}

function sameNames(read: ReadRow[]): Finding[] {
  const first = new Map<string, number>();
  return read.flatMap(({ row, declaration: { itemId, name, departmentName, mainItem } }) => {
    const key = JSON.stringify([departmentName, mainItem, name]);
    const before = first.get(key);
    if (before === undefined) first.set(key, row);
    return before === undefined
      ? []
      : [{ ...note('name/duplicate', `部门、主项和名称都与第 ${before} 行相同：“${name}”`), row, itemId }];
  });
}
