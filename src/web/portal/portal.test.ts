import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Demonstration, fileCase, startDemonstration } from '../../../test/support/demonstration.ts';
import { type PageVisitor, visitPages } from './page-visitor.fixture.ts';

let demo: Demonstration;
beforeAll(async () => {
  demo = await startDemonstration('2026-02-13T09:30:00+08:00');
});
afterAll(() => demo.close());

const visit = (username?: string): Promise<PageVisitor> => visitPages(demo.app, username);

describe('pages for everybody', () => {
  test.each([
    '/',
    '/search?q=spjyxk',
    '/topics/food',
    '/for/personal',
    '/for/business',
    '/offices',
    '/offices/market-regulation',
    '/items/food-business-licence',
    '/deadline',
    '/progress',
    '/sign-in',
  ])('%s is a light page in Chinese that needs no script', async (path) => {
    const visitor = await visit();
    const { status, html } = await visitor.get(path);
    expect(status).toBe(200);
    expect(html).toMatch(/^<!doctype html><html lang="zh-CN">/i);
    expect(html).toContain('href="#main"');
    expect(html).not.toMatch(/<script(?![^>]* src=)|<style|\sstyle=|\son\w+="/);
    const sheet = await visitor.get(/href="(\/portal\/portal\.css[^"]*)"/.exec(html)?.[1] ?? '');
    expect(Buffer.byteLength(html) + Buffer.byteLength(sheet.html)).toBeLessThan(40 * 1024);
  });

  test('search understands everyday words, pinyin and first letters, and never ends in a blank page', async () => {
    const visitor = await visit();
    for (const q of ['开饭店', 'shipinjingying', 'spjyxk']) {
      expect((await visitor.get(`/search?q=${encodeURIComponent(q)}`)).html).toContain(
        '食品经营许可（新办）',
      );
    }
    const { html } = await visitor.get('/search?q=<b>火星</b>');
    expect(html).toContain('没有找到和“&lt;b&gt;火星&lt;/b&gt;”对得上的事项');
    expect(html).toContain('按主题找');
  });

  test("a guide names its facts, marks what was not read, and ends in a list of one's own", async () => {
    const visitor = await visit();
    const { html } = await visitor.get('/items/prepackaged-food-filing');
    expect(html).toContain('依据未核验');
    const answered = await visitor.get('/items/food-business-licence?scope=hot&contractedOut=no');
    expect(answered.text).toContain('您需要准备 4 项材料，另有 2 项不用交');
    expect(answered.html).toContain('/items/food-business-licence/apply?scope=hot&amp;contractedOut=no');
  });

  test('the calculator gives the golden date and its days', async () => {
    const visitor = await visit();
    const { text } = await visitor.get(
      '/deadline?from=2026-02-13&days=20&unit=working&pauseFrom=2026-03-02&pauseTo=2026-03-06',
    );
    expect(text).toContain('3月25日 周三');
    expect(text).toContain('春节调休上班');
    expect((await visitor.get('/deadline?from=2026-02-30&days=20')).status).toBe(422);
  });

  test("a wrong address, somebody else's matter and a fault are told in words", async () => {
    const visitor = await visit();
    const missing = await visitor.get('/nothing');
    expect([missing.status, missing.text]).toEqual([404, expect.stringContaining('没有找到这个页面')]);
    const clerk = await visit('clerk');
    const forbidden = await clerk.get('/my');
    expect([forbidden.status, forbidden.text]).toEqual([403, expect.stringContaining('请到工作台')]);
  });

  test('large type is kept across visits', async () => {
    const visitor = await visit();
    const { location } = await visitor.post('/display', { size: 'large', return: '/offices' });
    expect(location).toBe('/offices');
    expect((await visitor.get('/')).html).toContain('<html lang="zh-CN" class="large">');
    expect((await visitor.get('/nothing')).html).toContain('class="large"');
  });
});

describe('signing in', () => {
  test('returns to where one was, and to no other site', async () => {
    const visitor = await visit();
    expect((await visitor.get('/my/messages')).location).toBe('/sign-in?return=%2Fmy%2Fmessages');
    const form = { username: 'citizen', password: 'mingchuang' };
    expect((await visitor.post('/sign-in', { ...form, return: '/my/messages' })).location).toBe(
      '/my/messages',
    );
    const other = await visit();
    expect((await other.post('/sign-in', { ...form, return: '//elsewhere.example' })).location).toBe('/my');
  });

  test('that fails keeps the name, not the password', async () => {
    const visitor = await visit();
    const wrong = { username: 'citizen', password: 'wrong-one', return: '/my/messages' };
    const { text, html } = await visitor.follow(await visitor.post('/sign-in', wrong));
    expect(text).toContain('没有登录成功');
    expect(html).toContain('value="/my/messages"');
    expect(html).toContain('value="citizen"');
    expect(html).not.toContain('wrong-one');
  });
});

describe('filing without a script', () => {
  const answers: Record<string, Record<string, string | string[]>> = {
    applicant: { who: 'self', phone: '13800000000' },
    'form-1': {
      operatorName: '示例餐饮有限公司',
      creditCode: '91350100M000100Y43',
      responsiblePerson: '张示例',
    },
    'form-2': {
      _asked: 'category scope usesNetwork',
      category: 'sales',
      scope: ['prepackaged'],
      usesNetwork: 'no',
    },
    'form-3': { premisesName: '示例小馆', premisesAddress: '明川经济开发区示范路18号', premisesArea: '86.5' },
    'form-4': { 'safetyManager.name': '李示例', 'safetyManager.phone': '13800000000', staffCount: '6' },
    'form-5': { truthful: 'yes' },
  };

  async function begin(visitor: PageVisitor) {
    const { location } = await visitor.post('/items/food-business-licence/apply', {});
    return location.replace(/applicant$/, '');
  }

  test('goes page by page to a receipt, and a second press of the button to the case', async () => {
    const visitor = await visit('company');
    const draft = await begin(visitor);
    for (const [slug, fields] of Object.entries(answers)) {
      const { status, text } = await visitor.post(draft + slug, { ...fields, _then: 'next' });
      expect([slug, status, status === 303 ? '' : text]).toEqual([slug, 303, '']);
    }
    const review = await visitor.get(`${draft}review`);
    expect(review.text).toContain('预包装食品销售');
    expect(review.text).toContain('还有 4 项材料没有交');
    const unsure = await visitor.follow(await visitor.post(`${draft}review`, { _then: 'next' }));
    expect(unsure.text).toContain('请读完以后勾选最后一项');
    const sent = await visitor.post(`${draft}review`, { _then: 'next', agree: 'yes' });
    expect(sent.location).toMatch(/^\/my\/cases\/[^/]+\/receipt$/);
    const receipt = await visitor.get(sent.location);
    expect(receipt.text).toContain('最迟 2月27日 周五');
    const again = await visitor.post(`${draft}review`, { _then: 'next', agree: 'yes' });
    expect(again.location).toBe(sent.location.replace('/receipt', ''));
    expect((await visitor.get(again.location)).text).toContain('已经提交，最迟 2月27日 周五');
  });

  test("is prefilled from the account, but a shop sign is not the company's name", async () => {
    const visitor = await visit('company');
    const draft = await begin(visitor);
    expect((await visitor.get(`${draft}form-1`)).html).toContain('value="示例餐饮有限公司"');
    expect((await visitor.get(`${draft}form-3`)).html).not.toContain('示例餐饮有限公司"');
  });

  test('keeps what was typed, right or wrong, whichever way one leaves', async () => {
    const visitor = await visit('company');
    const draft = await begin(visitor);
    const back = await visitor.post(`${draft}form-3`, { premisesArea: '八十六', _then: 'back' });
    expect(back.location).toBe(`${draft}form-2`);
    expect((await visitor.get(`${draft}form-3`)).html).toContain('value="八十六"');
    const sent = await visitor.post(`${draft}form-3`, { premisesArea: '八十六', _then: 'next' });
    expect(sent.status).toBe(303);
    const on = await visitor.follow(sent);
    expect(on.html).toContain('href="#f-premisesArea"');
    expect(on.html).toContain('id="f-premisesArea-fault"');
  });

  test('shows a question that an answer has opened, before it complains about it', async () => {
    const visitor = await visit('company');
    const draft = await begin(visitor);
    const first = {
      category: 'catering',
      scope: 'hot',
      usesNetwork: 'no',
      _asked: 'category scope usesNetwork',
    };
    const opened = await visitor.follow(await visitor.post(`${draft}form-2`, { ...first, _then: 'next' }));
    expect(opened.text).toContain('新出现的');
    expect(opened.text).not.toContain('还有内容需要修改');
    const asked = { ...first, _asked: `${first._asked} hasCateringHall`, _then: 'next' };
    const missed = await visitor.follow(await visitor.post(`${draft}form-2`, asked));
    expect(missed.text).toContain('还有内容需要修改');
  });

  test('is refused as a whole with a link to each place', async () => {
    const visitor = await visit('company');
    const draft = await begin(visitor);
    const { html } = await visitor.follow(
      await visitor.post(`${draft}review`, { _then: 'next', agree: 'yes' }),
    );
    expect(html).toContain(`href="${draft}applicant#f-applicant-phone"`);
    expect(html).toContain(`href="${draft}form-4#f-safetyManager"`);
  });

  test('answers that hardly go together are pointed out before sending, and stop nobody', async () => {
    const visitor = await visit('company');
    const draft = await begin(visitor);
    const page = {
      _asked: 'category scope usesNetwork',
      category: 'sales',
      usesNetwork: 'no',
      _then: 'next',
    };
    await visitor.post(`${draft}form-2`, { ...page, scope: ['prepackaged'] });
    expect((await visitor.get(`${draft}review`)).text).not.toContain('经营项目里却有制售');
    const on = await visitor.post(`${draft}form-2`, { ...page, scope: ['prepackaged', 'hot'] });
    expect(on.location).toBe(`${draft}form-3`);
    expect((await visitor.get(`${draft}review`)).text).toContain('经营项目里却有制售');
  });

  describe('in two windows', () => {
    const seen = ({ html }: { html: string }) => /name="_seen" value="([^"]+)"/.exec(html)?.[1] ?? '';
    const area = (area: string, mark: string) => ({ premisesArea: area, _seen: mark, _then: 'next' });

    test('the later save of a page is told, what was typed stands beside what is stored, and she decides', async () => {
      const visitor = await visit('company');
      const draft = await begin(visitor);
      const mark = seen(await visitor.get(`${draft}form-3`));
      await visitor.post(`${draft}form-3`, area('86.5', mark));
      const told = await visitor.follow(await visitor.post(`${draft}form-3`, area('99', mark)));
      expect(told.text).toContain('这一页刚才在另一个窗口存过');
      expect(told.text).toContain('86.5');
      expect(told.html).toContain('value="99"');
      expect((await visitor.get(`${draft}form-3`)).html).toContain('value="86.5"');
      await visitor.post(`${draft}form-3`, area('99', seen(told)));
      expect((await visitor.get(`${draft}form-3`)).html).toContain('value="99"');
    });

    test('other pages, and the same words typed twice, disturb nobody', async () => {
      const visitor = await visit('company');
      const draft = await begin(visitor);
      const mark = seen(await visitor.get(`${draft}form-3`));
      await visitor.post(`${draft}applicant`, { who: 'self', phone: '13800000000', _then: 'next' });
      for (const _again of [1, 2]) {
        expect((await visitor.post(`${draft}form-3`, area('86.5', mark))).location).not.toContain('returned');
      }
    });

    test('what was looked at before sending is what is sent: changed elsewhere, it is looked at again', async () => {
      const visitor = await visit('company');
      const draft = await begin(visitor);
      const mark = seen(await visitor.get(`${draft}review`));
      await visitor.post(`${draft}applicant`, { who: 'self', phone: '13911112222', _then: 'next' });
      const sent = await visitor.post(`${draft}review`, { agree: 'yes', _seen: mark, _then: 'next' });
      expect(sent.location).toBe(`${draft}review?look=moved`);
      expect((await visitor.follow(sent)).text).toContain('这份申请刚才在另一个窗口改过');
    });

    test('both hand in materials: both stay', async () => {
      const visitor = await visit('company');
      const draft = await begin(visitor);
      const mark = seen(await visitor.get(`${draft}materials`));
      const pdf = { name: '布局图.pdf', content: '%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF\n' };
      await visitor.upload(`${draft}materials`, {}, { _seen: mark, deferred: 'safety-rules' });
      const files = { 'file.material.layout-plan': pdf };
      const second = await visitor.upload(`${draft}materials`, files, { _seen: mark });
      const { html, text } = await visitor.follow(second);
      expect(text).toContain('两边交的都留下了');
      expect(text).toContain('布局图.pdf');
      expect(html).toMatch(/name="deferred"[^>]*checked|checked[^>]*name="deferred"/);
    });
  });

  test('nothing of a form with files is kept unless its token stands in it, before the files', async () => {
    const visitor = await visit('company');
    const draft = await begin(visitor);
    const pdf = { name: '布局图.pdf', content: '%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF\n' };
    expect((await visitor.get(`${draft}materials`)).html).not.toMatch(/action="[^"]*_csrf/);
    const files = { 'file.material.layout-plan': pdf };
    const forged = await visitor.upload(`${draft}materials`, files, {}, { token: '' });
    expect([forged.status, forged.text]).toEqual([403, expect.stringContaining('页面已经过期')]);
    expect((await visitor.get(`${draft}materials`)).text).not.toContain('布局图.pdf');
    await visitor.post(`${draft}form-3`, { premisesArea: '86.5', _then: 'next' });
    // Nor is any other page of the draft emptied by one that comes as an upload.
    for (const page of ['applicant', 'form-1', 'form-3', 'review']) {
      const strange = await visitor.upload(`${draft}${page}`, {}, { _then: 'next' }, { token: '' });
      expect(strange.status, page).toBe(403);
    }
    expect((await visitor.get(`${draft}form-3`)).html).toContain('value="86.5"');
  });

  test("is nobody else's to see", async () => {
    const draft = await begin(await visit('company'));
    const citizen = await visit('citizen');
    expect((await citizen.get(`${draft}applicant`)).status).toBe(404);
    expect((await citizen.post(`${draft}applicant`, { phone: '1' })).status).toBe(404);
  });

  test('without the token of the session is refused', async () => {
    const visitor = await visit('company');
    const draft = await begin(visitor);
    const forged = await visitor.post(`${draft}applicant`, { phone: '1' }, { token: '' });
    expect([forged.status, forged.text]).toEqual([403, expect.stringContaining('页面已经过期')]);
  });

  test('takes files, and tells of each that it cannot take', async () => {
    const visitor = await visit('company');
    const draft = await begin(visitor);
    const answer = await visitor.upload(`${draft}materials`, {
      'file.material.premises-right': {
        name: '租赁合同.pdf',
        content: '%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF\n',
      },
      'file.material.layout-plan': { name: 'plan.pdf', content: 'not a pdf' },
    });
    expect((await visitor.follow(answer)).html).toContain('“plan.pdf”');
    const page = await visitor.get(`${draft}materials`);
    expect(page.text).toContain('租赁合同.pdf');
    const id = /name="remove" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
    await visitor.upload(`${draft}materials`, {}, { remove: id, deferred: 'safety-rules' });
    const after = await visitor.get(`${draft}materials`);
    expect(after.text).not.toContain('租赁合同.pdf');
    expect(after.html).toMatch(/name="deferred"[^>]*checked|checked[^>]*name="deferred"/);
  });
});

describe('what an applicant does with a case', () => {
  test('a draft is given up and cannot be rated, and the refusal says why', async () => {
    const visitor = await visit('company');
    const { location } = await visitor.post('/items/business-licence-reissue/apply', {});
    const caseNo = location.split('/')[3] ?? '';
    const page = `/my/cases/${caseNo}`;
    expect((await visitor.get(`${page}/withdraw`)).text).toContain('填好的内容不能恢复');
    expect((await visitor.get(`${page}/rate`)).status).toBe(409);
    expect((await visitor.post(`${page}/withdraw`, {})).location).toBe('/my');
    expect((await visitor.get(page)).text).toContain('已经撤回');
    const unrated = await visitor.post(`${page}/rate`, { grade: '5' });
    expect([unrated.status, unrated.text]).toEqual([409, expect.stringContaining('没有提交过')]);
  });

  test('a step that is not open is refused by how the case stands, without a list of states', async () => {
    const { caseNo } = await fileCase(demo);
    await (await demo.as('clerk')).take(caseNo, 'accept');
    await (await demo.as('reviewer')).take(caseNo, 'review', { conclusion: 'agree', opinion: '符合条件' });
    await (await demo.as('approver')).take(caseNo, 'decide', { outcome: 'grant' });
    const visitor = await visit('company');
    for (const refused of [
      await visitor.get(`/my/cases/${caseNo}/withdraw`),
      await visitor.post(`/my/cases/${caseNo}/withdraw`, {}),
    ]) {
      expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('办件目前“准予”')]);
      expect(refused.text).not.toContain('怎样才可以');
    }
  });

  test('a rating is given once and once more', async () => {
    const { caseNo } = await fileCase(demo);
    const visitor = await visit('company');
    const page = `/my/cases/${caseNo}`;
    expect((await visitor.get(`${page}/rate`)).status).toBe(200);
    const unrated = await visitor.post(`${page}/rate`, { comment: '没选满意程度' });
    expect((await visitor.follow(unrated)).html).toContain('没选满意程度</textarea>');
    for (const grade of ['5', '4']) {
      const rating = { grade, tags: grade === '4' ? '材料太多' : '办得快' };
      expect((await visitor.post(`${page}/rate`, rating)).location).toBe(`${page}?done=rate`);
    }
    const { body } = await (await demo.as('company')).get(`/api/v1/cases/${caseNo}`);
    expect(body.ratings.map(({ tags }) => tags)).toEqual([['办得快'], ['材料太多']]);
    expect((await visitor.get(page)).text).toContain('追加评价：满意（材料太多）。');
    const third = await visitor.get(`${page}/rate`);
    expect([third.status, third.text]).toEqual([409, expect.stringContaining('您已经评价')]);
  });
});
