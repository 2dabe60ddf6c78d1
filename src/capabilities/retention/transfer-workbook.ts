import type { TransferList } from '../../web/letters/archive-pages.tsx';

const columns: {
  header: string;
  width: number;
  value: (one: TransferList['cases'][number], place: number) => string | number;
}[] = [
  { header: '序号', width: 6, value: (_one, place) => place + 1 },
  { header: '办件编号', width: 24, value: ({ caseNo }) => caseNo },
  { header: '题名', width: 40, value: ({ itemName }) => itemName },
  { header: '形成部门', width: 24, value: ({ officeName }) => officeName },
  { header: '办结日期', width: 14, value: ({ closedOn }) => closedOn },
  { header: '保管期限', width: 12, value: ({ classLabel }) => classLabel },
  { header: '档案包大小（字节）', width: 18, value: ({ size }) => size },
  { header: '档案包 SM3', width: 70, value: ({ sm3 }) => sm3 },
];

/** The list as a workbook. Loaded when it is asked for only: exceljs is large, and a server seldom needs it. */
export async function transferWorkbook({ id, receiver, madeOn, cases }: TransferList): Promise<Buffer> {
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('移交清单', { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map(({ header, width }) => ({ header, width }));
  sheet.getRow(1).font = { bold: true };
  for (const [place, one] of cases.entries()) sheet.addRow(columns.map(({ value }) => value(one, place)));
  const about = book.addWorksheet('说明');
  about.addRows([
    ['清单编号', id],
    ['接收单位', receiver],
    ['编制日期', madeOn],
    ['件数', cases.length],
  ]);
  return Buffer.from(await book.xlsx.writeBuffer());
}
