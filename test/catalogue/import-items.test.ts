import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { declaredItems } from '../../src/capabilities/catalogue/items/declared-items.ts';
import { catalogue, type Item } from '../../src/capabilities/catalogue/public.ts';
import { organisation } from '../../src/capabilities/organisation/public.ts';
import { runExportItems } from '../../src/commands/export-items.ts';
import { runImportItems } from '../../src/commands/import-items.ts';
import { type ServedProgram, serveProgram } from '../support/served-program.ts';

let program: ServedProgram;
let folder: string;
beforeAll(async () => {
  program = await serveProgram([catalogue]);
  await organisation.seed?.(program.platform);
  await catalogue.seed?.(program.platform);
  folder = await mkdtemp(join(tmpdir(), 'mingchuang-items-'));
}, 60_000);
afterAll(async () => {
  await program.close();
  await rm(folder, { recursive: true });
});

/** Twelve rows in the shape districts exchange; none is real. Each list of another letter is of other items. */
function sampleRows(list = 'A', subject = '登记') {
  return Array.from({ length: 12 }, (_, n) => ({
    department: n % 2 ? `区教育局${list}` : `区民政局${list}`,
    mainItem: '未分类',
    name: `示例事项${'甲乙丙丁戊己庚辛壬癸子丑'[n]}${subject}`,
    localTaskCode: `990${list}${String(n).padStart(10, '0')}-990102000000-000-11350199M00000027D-1-00`,
    taskType: ['1', '20', '10', '7'][n % 4] ?? '1',
    deptCode: n % 3 ? '083372204' : '11350199M00000027D',
    areaCode: '990102000000',
  }));
}

async function run(command: typeof runImportItems, file: string, content?: unknown, ...words: string[]) {
  const path = join(folder, file);
  if (content !== undefined)
    await writeFile(path, Buffer.isBuffer(content) ? content : JSON.stringify(content));
  let text = '';
  const exit = await command([path, ...words], {
    platformFactory: async () => ({ platform: program.platform, close: async () => undefined }),
    out: {
      write: (piece: string) => {
        text += piece;
      },
    },
  });
  return { exit, text, summary: () => JSON.parse(text.trim().split('\n').at(-1) ?? '') };
}

const countItems = async () =>
  (await program.platform.pool.query('select count(*)::int as n from catalogue.item')).rows[0].n;

describe('import-items', () => {
  test('takes every row in as a guide, tells what is odd, and the second time changes nothing', async () => {
    const before = await countItems();
    const first = await run(runImportItems, 'rows.json', sampleRows('B', '许可'));
    expect(first.exit).toBe(0);
    expect(first.summary()).toMatchObject({ imported: true, rows: 12, added: 12, unchanged: 0 });
    expect(first.text).toContain('第 2 行 提示 [code/department]');
    const second = await run(runImportItems, 'rows.json', sampleRows('B', '许可'));
    expect(second.summary()).toMatchObject({ added: 0, changed: 0, unchanged: 12 });
    expect(await countItems()).toBe(before + 12);
  });

  test('a guide is found, filtered and read, with what is unknown left unknown', async () => {
    await run(runImportItems, 'guides.json', sampleRows('C', '年检'));
    const get = async (url: string) => (await program.app.inject({ url })).json();
    const found = await get(`/api/v1/items?q=${encodeURIComponent('甲年检')}`);
    expect(found.items[0]).toMatchObject({
      name: '示例事项甲年检',
      taskType: '01',
      fileable: false,
      authority: null,
      office: null,
      limits: { statutory: null, promised: null },
      form: null,
      fee: null,
      materials: [],
    });
    expect(found.items[0].unknown).toContain('limits');
    expect(found.items[0]).not.toHaveProperty('taskCode');
    expect((await get(`/api/v1/items?office=${encodeURIComponent('区教育局C')}`)).items).toHaveLength(6);
    expect((await get('/api/v1/items')).items.slice(0, 3).every((item: Item) => item.fileable)).toBe(true);
  });

  test('a changed row is a new version, the old one stays', async () => {
    await run(runImportItems, 'old.json', sampleRows('D'));
    const rows = sampleRows('D');
    rows[0] = { ...sampleRows('D')[0], name: '示例事项甲变更登记' } as (typeof rows)[number];
    expect((await run(runImportItems, 'new.json', rows)).summary()).toMatchObject({
      changed: 1,
      unchanged: 11,
    });
    const itemId = rows[0]?.localTaskCode.toLowerCase();
    const read = async (query: string) =>
      (await program.app.inject({ url: `/api/v1/items/${itemId}${query}` })).json();
    expect(await read('?version=1')).toMatchObject({ version: 1, name: '示例事项甲登记' });
    expect(await read('?version=2')).toMatchObject({ version: 2, name: '示例事项甲变更登记' });
  });

  test.each([
    ['an unknown type', { taskType: '99' }, 'type/unknown'],
    ['no name', { name: ' ' }, 'name/missing'],
    ['no code', { localTaskCode: '' }, 'code/missing'],
    [
      'a planted advertisement',
      { name: '规划和123656的网站怎么开www_英国365老板_365bet官方平台开户分局' },
      'text/planted',
    ],
    ['U+0000', { name: '登记\u0000' }, 'text/control-character'],
    ['half a character', { name: '登记\ud800' }, 'text/broken-character'],
    ['another row under the same code', { localTaskCode: sampleRows()[0]?.localTaskCode }, 'code/repeated'],
  ])('%s refuses the whole file', async (_, change, code) => {
    const before = await countItems();
    const rows = [...sampleRows(), { ...sampleRows()[1], localTaskCode: '990A0000000099', ...change }];
    const { exit, text, summary } = await run(runImportItems, 'bad.json', rows);
    expect(exit).toBe(1);
    expect(text).toContain(`第 13 行 拒绝 [${code}]`);
    expect(summary()).toMatchObject({ imported: false, added: 0 });
    expect(await countItems()).toBe(before);
  });

  test('spaces, repeated rows and repeated names are told and mended', async () => {
    const base = { ...sampleRows()[1], department: '区司法局' };
    const spaced = { ...base, name: '公证\u3000服务 咨询', localTaskCode: 'S-000001' };
    const rows = [spaced, spaced, { ...spaced, localTaskCode: 'S-000002' }];
    const { text, summary } = await run(runImportItems, 'odd.json', rows);
    expect(summary()).toMatchObject({ imported: true, added: 2 });
    for (const code of ['text/spaces', 'row/repeated', 'name/duplicate']) expect(text).toContain(`[${code}]`);
    const item = (await program.app.inject({ url: '/api/v1/items/s-000001' })).json();
    expect(item.name).toBe('公证服务咨询');
  });

  test('a workbook of somebody else is read by its headers, numbers and formulas included', async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('Sheet1');
    sheet.addRow(['序号', '事项名称', '事项类型', '地方编码', 'department']);
    sheet.addRow([1, '老年人优待证办理', 20, 'X-000001', '区民政局']);
    sheet.addRow([]);
    sheet.addRow([
      2,
      { richText: [{ text: '殡葬' }, { text: '补贴' }] },
      '5',
      { formula: '"X-"&2', result: 'X-000002' },
    ]);
    const { exit, text, summary } = await run(
      runImportItems,
      'other.xlsx',
      Buffer.from(await book.xlsx.writeBuffer()),
    );
    expect(exit, text).toBe(0);
    expect(summary()).toMatchObject({ rows: 2, added: 2 });
    expect(text).toContain('第 4 行 提示 [department/missing]');
    const item = (await program.app.inject({ url: '/api/v1/items/x-000002' })).json();
    expect(item).toMatchObject({ name: '殡葬补贴', taskType: '05' });
  });

  test('a bad call is 2, an unreadable file is 1', async () => {
    expect((await run(runImportItems, 'rows.txt', 'x')).exit).toBe(2);
    expect((await run(runImportItems, 'missing.json')).exit).toBe(2);
    expect((await run(runImportItems, 'broken.json', Buffer.from('[{'))).exit).toBe(1);
    expect((await run(runImportItems, 'broken.xlsx', Buffer.from('PK'))).exit).toBe(1);
    expect((await run(runImportItems, 'object.json', { a: 1 })).exit).toBe(1);
  });
});

describe('export-items', () => {
  const exportedLicence = async () => {
    await run(runExportItems, 'exported.json', undefined, '--json');
    const items: Item[] = JSON.parse(await readFile(join(folder, 'exported.json'), 'utf8'));
    return items.find(({ itemId }) => itemId === 'food-business-licence');
  };

  test.each(['all.json', 'all.xlsx'])('%s comes back unchanged', async (file) => {
    const written = await run(runExportItems, file, undefined, '--json');
    expect(written.exit).toBe(0);
    expect(written.summary().fileable).toBe(declaredItems.length);
    const { exit, text, summary } = await run(runImportItems, file);
    expect(exit, text).toBe(0);
    expect(summary()).toMatchObject({ added: 0, changed: 0, unchanged: written.summary().items });
  });

  test('an item the program declares is not changed by a file', async () => {
    const own = await exportedLicence();
    const { exit, text } = await run(runImportItems, 'own.json', [{ ...own, aliases: ['别名'] }]);
    expect(exit).toBe(1);
    expect(text).toContain('item/declared-by-program');
  });

  test('a declaration that contradicts itself, or names an office that is not there, is refused', async () => {
    const own = await exportedLicence();
    const materials = [{ ...own?.materials[0], name: '法律、法规规定的其他材料' }];
    const wrong = { ...own, itemId: 'another', office: 'nowhere', materials };
    const { exit, text } = await run(runImportItems, 'lint.json', [wrong]);
    expect(exit).toBe(1);
    expect(text).toContain('materials/catch-all');
    expect(text).toContain('office/unknown');
  });
});
