import type ExcelJS from 'exceljs';
import { fieldNames, readGuideRow, rowFields, rowOf } from './guide-rows.ts';
import { declarationOf, type Item } from './item.ts';
import { digestOf } from './item-store.ts';
import { ItemsFileFault } from './items-file-fault.ts';
import type { FileRow } from './read-rows.ts';

const listSheet = '事项';
const definitionSheet = '完整定义';
const idHeader = '事项编号';
/** Excel holds 32,767 characters in a cell. */
const cellLength = 32_000;

export async function readWorkbook(content: Buffer): Promise<FileRow[]> {
  const book = await newWorkbook();
  try {
    await book.xlsx.load(new Uint8Array(content).buffer);
  } catch {
    throw new ItemsFileFault('文件不是可读取的 xlsx 工作簿。');
  }
  const list = book.getWorksheet(listSheet) ?? book.worksheets[0];
  if (!list) throw new ItemsFileFault('工作簿里没有工作表。');
  const definitions = readDefinitions(book.getWorksheet(definitionSheet));
  return readTable(list).map(({ row, cells }) => ({
    row,
    value: definitions.get(cells[idHeader] ?? '') ?? named(cells),
  }));
}

/** Headers in Chinese as we write them, or the field names of the exchange format. */
function named(cells: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    rowFields.map((field) => [field, cells[fieldNames[field]] ?? cells[field] ?? '']),
  );
}

function readTable(sheet: ExcelJS.Worksheet): { row: number; cells: Record<string, string> }[] {
  const headers: string[] = [];
  sheet.getRow(1).eachCell((cell, column) => {
    headers[column] = cell.text.trim();
  });
  const known = [...rowFields, ...Object.values(fieldNames), idHeader];
  if (!headers.some((header) => known.includes(header))) {
    throw new ItemsFileFault(`第 1 行应是表头：${rowFields.map((field) => fieldNames[field]).join('、')}。`);
  }
  const rows: { row: number; cells: Record<string, string> }[] = [];
  sheet.eachRow((row, number) => {
    if (number === 1) return;
    const cells: Record<string, string> = {};
    row.eachCell((cell, column) => {
      const header = headers[column];
      if (header) cells[header] = cell.text;
    });
    if (Object.values(cells).some((text) => text.trim() !== '')) rows.push({ row: number, cells });
  });
  return rows;
}

function readDefinitions(sheet: ExcelJS.Worksheet | undefined): Map<string, unknown> {
  const definitions = new Map<string, unknown>();
  sheet?.eachRow((row, number) => {
    if (number === 1) return;
    const [itemId = '', ...pieces] = textsOf(row);
    try {
      definitions.set(itemId, JSON.parse(pieces.join('')));
    } catch {
      throw new ItemsFileFault(`工作表“${definitionSheet}”第 ${number} 行的定义不是合法的 JSON。`);
    }
  });
  return definitions;
}

function textsOf(row: ExcelJS.Row): string[] {
  return Array.from({ length: row.cellCount }, (_, index) => row.getCell(index + 1).text);
}

/** One sheet for people, a row an item; a second with the whole definition of what a row cannot say. */
export async function writeWorkbook(items: Item[]): Promise<Buffer> {
  const book = await newWorkbook();
  const list = book.addWorksheet(listSheet, { views: [{ state: 'frozen', ySplit: 1 }] });
  list.columns = [
    { header: idHeader, key: 'itemId', width: 40 },
    ...rowFields.map((field) => ({
      header: fieldNames[field],
      key: field,
      width: field === 'name' ? 50 : 24,
    })),
  ];
  // As text: Excel would take the zero off 01 and turn long codes into powers of ten.
  for (const column of list.columns) column.numFmt = '@';
  for (const item of items) list.addRow({ itemId: item.itemId, ...rowOf(item) });
  const definitions = book.addWorksheet(definitionSheet);
  definitions.addRow([idHeader, '定义（JSON，过长时分列）']);
  for (const item of items.filter((one) => !isTold(one)))
    definitions.addRow([item.itemId, ...pieces(JSON.stringify(item))]);
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** Whether the row alone gives back the whole item. */
function isTold(item: Item): boolean {
  const declaration = declarationOf(item);
  const { guide } = readGuideRow(rowOf(declaration));
  return guide !== undefined && digestOf(guide).equals(digestOf(declaration));
}

/** Never between the halves of a surrogate pair. */
function pieces(text: string): string[] {
  const characters = [...text];
  return Array.from({ length: Math.ceil(characters.length / (cellLength / 2)) }, (_, index) =>
    characters.slice((index * cellLength) / 2, ((index + 1) * cellLength) / 2).join(''),
  );
}

/** Loaded when a workbook is read or written: every start would wait for it otherwise. */
async function newWorkbook(): Promise<ExcelJS.Workbook> {
  const { default: loaded } = await import('exceljs');
  return new loaded.Workbook();
}
