import { expect, test } from 'vitest';
import { boardCsv } from './board-csv.ts';

const row = {
  light: '逾期',
  caseNo: 'MC20260302-000001-X',
  itemName: '食品经营许可（新办）',
  office: '市场监管局',
  applicant: '示例餐饮有限公司',
  statusLabel: '审查中',
  due: '2026-03-19',
  daysLeft: -2,
};

test('a spreadsheet reads the board: marked as UTF-8, one line a case, a head above', () => {
  const [head, line, end] = boardCsv([row]).split('\r\n');
  expect(head).toBe('\ufeff时限灯,办件编号,事项,部门,申请人,状态,最迟,还有几个工作日');
  expect(line).toBe(
    '逾期,MC20260302-000001-X,食品经营许可（新办）,市场监管局,示例餐饮有限公司,审查中,2026-03-19,-2',
  );
  expect(end).toBe('');
});

test('a name cannot break the table and is never a formula', () => {
  const lines = (applicant: string) => boardCsv([{ ...row, applicant }]).split('\r\n')[1];
  expect(lines('=HYPERLINK("http://x","y")')).toContain(`"'=HYPERLINK(""http://x"",""y"")"`);
  expect(lines('甲,乙')).toContain('"甲,乙"');
  expect(boardCsv([{ ...row, due: null, daysLeft: null }]).split('\r\n')[1]).toMatch(/审查中,,$/);
});
