import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ServedProgram, serveProgram } from '../../../test/support/served-program.ts';
import { validateForm } from '../../kernel/forms/validate-form.ts';
import { organisation } from '../organisation/public.ts';
import { declaredItems } from './items/declared-items.ts';
import { catalogue } from './public.ts';

let program: ServedProgram;
beforeAll(async () => {
  program = await serveProgram([catalogue]);
  await organisation.seed?.(program.platform);
  await catalogue.seed?.(program.platform);
}, 60_000);
afterAll(() => program.close());

const get = async (url: string) => (await program.app.inject({ url })).json();
const search = async (q: string) =>
  (await get(`/api/v1/items?q=${encodeURIComponent(q)}`)).items.map(
    (item: { itemId: string }) => item.itemId,
  );

describe('a catalogue with the declared items', () => {
  test('is read without signing in, what can be applied for first', async () => {
    const page = await get('/api/v1/items');
    expect(page.next).toBeNull();
    const names = page.items.map((item: { name: string }) => item.name);
    expect(names.toSorted()).toEqual(declaredItems.map(({ name }) => name).toSorted());
    // In the order of their sounds: lǚ, yíng, zhèng.
    expect(
      names.filter((name: string) =>
        ['旅馆开业（联合办理）', '营业执照遗失补领', '政府信息公开申请'].includes(name),
      ),
    ).toEqual(['旅馆开业（联合办理）', '营业执照遗失补领', '政府信息公开申请']);
  });

  test('seeding again changes nothing', async () => {
    await catalogue.seed?.(program.platform);
    const { rows } = await program.platform.pool.query(
      'select max(version)::int as newest from catalogue.item',
    );
    expect(rows).toEqual([{ newest: 1 }]);
  });

  test('gives the whole item, its form in declared order', async () => {
    const item = await get('/api/v1/items/food-business-licence');
    expect(item).toMatchObject({
      taskType: '01',
      taskTypeName: '行政许可',
      projectType: 'promised',
      siteCheck: 'where-needed',
      version: 1,
      fileable: true,
      limits: { statutory: { days: 20, unit: 'working' }, promised: { days: 10 } },
      resultType: 'certificate',
    });
    expect(Object.keys(item.form.properties)).toEqual(item.form['x-order']);
    expect(item.form.examples[0].creditCode).toBe('91350100M000100Y43');
  });

  test('pages by cursor without loss or repetition', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await get(`/api/v1/items?limit=1${cursor && `&cursor=${cursor}`}`);
      seen.push(...page.items.map((item: { itemId: string }) => item.itemId));
      cursor = page.next ?? '';
    } while (cursor);
    expect(seen.toSorted()).toEqual(declaredItems.map(({ itemId }) => itemId).toSorted());
  });

  test('filters by type with one digit or two, office, list and topic', async () => {
    const ids = async (query: string) =>
      (await get(`/api/v1/items?${query}`)).items.map((item: { itemId: string }) => item.itemId);
    const declared = (is: (item: (typeof declaredItems)[number]) => boolean) =>
      declaredItems.filter(is).map(({ itemId }) => itemId);
    const own = declared(({ taskType }) => taskType === '01');
    expect(own).toContain('food-business-licence');
    expect((await ids('type=1')).toSorted()).toEqual(own.toSorted());
    expect(await ids('type=07')).toEqual(declared(({ taskType }) => taskType === '07'));
    expect((await ids('office=market-regulation')).toSorted()).toEqual(
      declared(({ office }) => office === 'market-regulation').toSorted(),
    );
    expect(await ids('list=instant')).toEqual(declared(({ lists }) => lists.includes('instant')));
    expect(await ids('topic=food&type=10')).toContain('prepackaged-food-filing');
    expect(await ids('topic=food&type=07')).toEqual([]);
  });

  test.each([
    ['食品经营许可（新办）', 'food-business-licence'],
    ['食品 经营 许可', 'food-business-licence'],
    ['开饭店', 'food-business-licence'],
    ['我要开饭店怎么办', 'food-business-licence'],
    ['shipinjingying', 'food-business-licence'],
    ['shi pin jing ying', 'food-business-licence'],
    ['SPJY', 'food-business-licence'],
    ['食品jy', 'food-business-licence'],
    ['shipin经营', 'food-business-licence'],
    ['shipinjy', 'food-business-licence'],
    ['食品经营许可变更', 'food-business-licence-change'],
    ['许可证延续', 'food-business-licence-renewal'],
    ['许可证快到期了', 'food-business-licence-renewal'],
    ['开宾馆', 'hotel-opening'],
    ['ybz', 'prepackaged-food-filing'],
    ['补办营业执照', 'business-licence-reissue'],
    ['营业执照丢了怎么办', 'business-licence-reissue'],
    ['执照 遗失', 'business-licence-reissue'],
    ['ｙｙｚｚ', 'business-licence-reissue'],
  ])('finds %s', async (q, itemId) => {
    expect((await search(q))[0]).toBe(itemId);
  });

  test('finds nothing for nonsense and SQL, and offers what is near', async () => {
    expect(await search("'; drop table catalogue.item; --")).toEqual([]);
    expect(await search('%')).toEqual([]);
    expect(await search('火箭发射')).toEqual([]);
    const page = await get(`/api/v1/items?q=${encodeURIComponent('照遗执')}`);
    expect(page.suggestions?.[0] ?? page.items[0]).toMatchObject({ itemId: 'business-licence-reissue' });
  });

  test('an unknown item, version or cursor is refused in words', async () => {
    for (const url of ['/api/v1/items/no-such', '/api/v1/items/food-business-licence?version=9']) {
      const answer = await program.app.inject({ url });
      expect(answer.statusCode).toBe(404);
      expect(answer.json()).toMatchObject({ code: 'item/unknown' });
    }
    const answer = await program.app.inject({ url: '/api/v1/items?cursor=bm9uc2Vuc2U' });
    expect(answer.statusCode).toBe(422);
  });

  test('the running role can neither change nor delete a version', async () => {
    const change = 'update catalogue.item set fileable = false';
    await expect(program.platform.pool.query(change)).rejects.toThrow(/permission denied/);
    await expect(program.platform.pool.query('delete from catalogue.item')).rejects.toThrow(
      /permission denied/,
    );
  });

  test('PostgreSQL stores whatever its forms accept', async () => {
    const text = fc.string({ unit: 'binary', minLength: 2, maxLength: 10 });
    const { pool } = program.platform;
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...declaredItems), text, async ({ form }, responsiblePerson) => {
        const answers = { ...form.examples?.[0], responsiblePerson };
        if (validateForm(form, answers).errors.length > 0) return;
        accepted += 1;
        const { rows } = await pool.query('select $1::jsonb as stored', [JSON.stringify(answers)]);
        expect(rows[0].stored).toEqual(answers);
      }),
      { numRuns: 150 },
    );
    expect(accepted).toBeGreaterThan(20);
  });
});
