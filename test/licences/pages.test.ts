import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publicData } from '../../src/capabilities/licences/public.ts';
import { capabilities } from '../../src/capabilities.ts';
import type { Capability } from '../../src/platform/platform.ts';
import { licencePageRoutes } from '../../src/web/licences/licence-pages.ts';
import { createPortal } from '../../src/web/portal/portal-sources.ts';
import { type Demonstration, fileCase, sampleFiling, startDemonstration } from '../support/demonstration.ts';

let demonstration: Demonstration;

beforeAll(async () => {
  const others = capabilities.filter(({ name }) => name !== 'portal');
  const pages: Capability = {
    name: 'pages',
    routes: async (app, platform) => licencePageRoutes(app, await createPortal(app, platform)),
  };
  demonstration = await startDemonstration('2026-03-02T09:00:00+08:00', [...others, pages]);
});
afterAll(() => demonstration.close());

async function issued(caseNo: string): Promise<string> {
  const take = async (who: string, step: string, input?: object) =>
    (await demonstration.as(who)).take(caseNo, step, input);
  await take('clerk', 'accept');
  await take('reviewer', 'review', { conclusion: 'agree', opinion: '符合条件' });
  await take('approver', 'decide', { outcome: 'grant' });
  return (await take('issuer', 'issue')).body.licences[0] ?? '';
}

async function page(url: string, who?: string) {
  const headers = who ? (await demonstration.as(who)).headers : {};
  return demonstration.app.inject({
    url,
    headers: { ...headers, host: 'window.example', accept: 'text/html' },
  });
}

describe('the page behind the code', () => {
  it('tells anybody what was checked', async () => {
    const id = await issued((await fileCase(demonstration)).caseNo);
    const { statusCode, body, headers } = await page(`/v/${id}`);
    expect(statusCode).toBe(200);
    for (const text of ['证照是真的，现在有效', '示例餐饮有限公司', '食品经营许可证', 'SM2 签名']) {
      expect(body).toContain(text);
    }
    expect(headers['x-robots-tag']).toBe('noindex');
  });

  it('says so when a certificate is genuine but no longer in force, and when it was tampered with', async () => {
    const id = await issued((await fileCase(demonstration)).caseNo);
    const keeper = await demonstration.as('certificates');
    const ended = await keeper.post(`/api/v1/licences/${id}/steps`, {
      step: 'cancel-licence',
      input: { ground: 'organization-ended', reasons: '依法终止' },
    });
    expect(ended.status, JSON.stringify(ended.body)).toBe(200);
    const shown = (await page(`/v/${id}`)).body;
    expect(shown).toContain('证照是真的，但现在不能使用');
    expect(shown).toContain('法人或者其他组织依法终止');
    await demonstration.owner.query(
      `update licences.licence set data = jsonb_set(data, '{number}', '"JY1"') where id = $1`,
      [id],
    );
    expect((await page(`/v/${id}`)).body).toContain('核验没有通过');
  });

  it('masks a natural person, and shows nothing of her form', async () => {
    const citizen = await demonstration.as('citizen');
    const applicant = {
      kind: 'natural-person',
      name: '张示例',
      idType: 'id-card',
      idNumber: '11010519491231002X',
      phone: '13800000000',
    };
    const filing = await sampleFiling(citizen, 'food-business-licence', { applicant });
    const { status, body } = await citizen.post('/api/v1/cases', filing);
    expect(status, JSON.stringify(body)).toBe(201);
    const id = await issued(body.caseNo);
    const shown = (await page(`/v/${id}`)).body;
    expect(shown).toContain('张*例');
    expect(shown).not.toContain(applicant.name);
    expect(shown).not.toContain(applicant.idNumber);
    expect((await page(`/my/licences/${id}`, 'citizen')).statusCode).toBe(200);
  });

  it.each(['abcdefghijklmnopqrstuvwxyz', 'x', '%27', '..%2f..'])(
    'a wrong address %s is a clear 404',
    async (id) => {
      const { statusCode, body } = await page(`/v/${id}`);
      expect(statusCode).toBe(404);
      expect(body).toContain('不对应任何证照');
    },
  );
});

describe("the holder's card", () => {
  it('looks like the document, with the absolute address in its code, and is hers alone', async () => {
    const id = await issued((await fileCase(demonstration)).caseNo);
    const { statusCode, body } = await page(`/my/licences/${id}`, 'company');
    expect(statusCode).toBe(200);
    for (const text of [
      '经营项目',
      '热食类食品制售、冷食类食品制售',
      '2031年3月1日',
      '电子证照标识',
      '<svg',
    ]) {
      expect(body).toContain(text);
    }
    expect(body.indexOf('/licences/licence.css')).toBeLessThan(body.indexOf('<body'));
    expect((await page(`/my/licences/${id}`, 'citizen')).statusCode).toBe(404);
    expect((await page('/licences/licence.css')).statusCode).toBe(200);
  });
});

describe('what everybody may read', () => {
  it('is all of an organisation’s certificate and the masked holder of a person’s', () => {
    const data = {
      name: '证',
      type: 't',
      identifier: '1',
      number: '2',
      authority: { name: '局', creditCode: 'c' },
      fields: [{ title: '地址', value: '某处' }],
      issuedOn: '2026-03-02',
      validFrom: '2026-03-02',
      validTo: null,
    };
    const holder = { name: '阿卜杜·𬱖', idType: 'id-card', idNumber: '11010519491231002X' };
    const person = publicData({ data: { ...data, holder: { kind: 'natural-person', ...holder } } });
    expect(person).toMatchObject({ fields: [], holder: { name: '阿**·𬱖', idNumber: '110***********002X' } });
    const company = publicData({ data: { ...data, holder: { kind: 'organization', ...holder } } });
    expect(company.fields).toEqual(data.fields);
  });
});
