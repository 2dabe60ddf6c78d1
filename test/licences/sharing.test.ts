/** Certificates in other hands: verified by strangers, taken at a counter, asked for by other systems; types and their directory. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Demonstration,
  type Problem,
  sampleFiling,
  startDemonstration,
} from '../support/demonstration.ts';
import { licenceFor, person, readLicence, takeOf } from './holders.ts';

let demonstration: Demonstration;
beforeAll(async () => {
  demonstration = await startDemonstration();
});
afterAll(() => demonstration.close());

interface VerificationAnswer extends Problem {
  verdict: string;
  valid: boolean;
  says: string;
  steps: { name: string; outcome: string }[];
  register: { state: string; since: string; why: string | null; basis: { ref: string }[] } | null;
  certificate: { number: string; holder: { name: string; idNumber: string } } | null;
}

/** As a stranger: no session, no cookie. */
async function verify(asked: object | FormData) {
  const request = new Request('http://local/', {
    method: 'POST',
    body: asked instanceof FormData ? asked : JSON.stringify(asked),
    ...(asked instanceof FormData ? {} : { headers: { 'content-type': 'application/json' } }),
  });
  const answer = await demonstration.app.inject({
    method: 'POST',
    url: '/api/v1/licence-verifications',
    headers: { 'content-type': request.headers.get('content-type') ?? '' },
    payload: Buffer.from(await request.arrayBuffer()),
  });
  return { status: answer.statusCode, body: answer.json<VerificationAnswer>() };
}

async function fileOf(licenceId: string): Promise<Buffer> {
  const { headers } = await demonstration.as('company');
  const url = `/api/v1/licences/${licenceId}/file`;
  return (await demonstration.app.inject({ method: 'GET', url, headers })).rawPayload;
}

function upload(content: Buffer): FormData {
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(content)]), '证照.ofd');
  return form;
}

const present = async (who: string, licenceId: string) =>
  (await demonstration.as(who)).post<{ token: string } & Problem>(
    `/api/v1/licences/${licenceId}/presentations`,
    {},
  );

describe('a stranger verifies', () => {
  it('by file, identifier, number with the holder’s last four, and by the code that is shown', async () => {
    const { licenceId } = await licenceFor(demonstration);
    const { number, identifier } = (await readLicence(demonstration, 'company', licenceId)).body;
    const { token } = (await present('company', licenceId)).body;
    const asked = [
      upload(await fileOf(licenceId)),
      { identifier },
      { number, holderTail: '0Y43' },
      { presentation: token },
    ];
    for (const one of asked) {
      const { status, body } = await verify(one);
      expect([status, body.verdict, body.certificate?.number]).toEqual([200, 'valid', number]);
    }
  });

  it('slips of the pen are told at their place, what is not in the register is unknown', async () => {
    const { licenceId } = await licenceFor(demonstration);
    const { number, identifier } = (await readLicence(demonstration, 'company', licenceId)).body;
    const slip = (text: string) => `${text.slice(0, -1)}${text.endsWith('1') ? '2' : '1'}`;
    const pointers = [];
    for (const one of [
      { identifier: slip(identifier) },
      { number: slip(number), holderTail: '0Y43' },
      { number },
      {},
    ]) {
      const { status, body } = await verify(one);
      pointers.push([status, body.errors[0]?.pointer]);
    }
    expect(pointers).toEqual([
      [422, '/identifier'],
      [422, '/number'],
      [422, '/holderTail'],
      [422, '/file'],
    ]);
    expect((await verify({ number, holderTail: '0Y44' })).body.verdict).toBe('unknown');
    expect((await verify({ presentation: 'made-up' })).body.verdict).toBe('unknown');
  });

  it('a person’s is masked, even where her code is scanned only her name is said', async () => {
    const { licenceId } = await licenceFor(demonstration, 'citizen', 'food-business-licence', {
      applicant: person,
    });
    const { identifier } = (await readLicence(demonstration, 'citizen', licenceId)).body;
    const { token } = (await present('citizen', licenceId)).body;
    const masked = await verify({ identifier });
    expect(masked.body.certificate?.holder.name).toBe('张*例');
    const shown = await verify({ presentation: token });
    expect(shown.body.certificate?.holder.name).toBe('张示例');
    expect(JSON.stringify([masked.body, shown.body])).not.toContain(person.idNumber);
  });

  it('after a revocation the same file, code and number say revoked, since when, on which article', async () => {
    const { licenceId } = await licenceFor(demonstration);
    const { number } = (await readLicence(demonstration, 'company', licenceId)).body;
    const file = await fileOf(licenceId);
    const why = { ground: 'unqualified', reasons: '经营场所不符合条件' };
    await takeOf(demonstration, 'certificates', licenceId, 'propose-ending', { ending: 'revoke', ...why });
    await takeOf(demonstration, 'company', licenceId, 'state-views', { views: '没有意见' });
    const revoked = await takeOf(demonstration, 'head', licenceId, 'revoke-licence', {
      ...why,
      decidedBy: 'own',
      harmsPublic: false,
    });
    expect(revoked.status, JSON.stringify(revoked.body)).toBe(200);
    for (const one of [upload(file), { number, holderTail: '0Y43' }]) {
      const { body } = await verify(one);
      expect([body.verdict, body.valid]).toEqual(['not-in-force', false]);
      expect(body.register).toMatchObject({ state: 'revoked', since: '2026-03-02' });
      expect(body.register?.basis.map(({ ref }) => ref).join()).toContain('第六十九条');
    }
  });
});

describe('at the counter', () => {
  it('the clerk takes it with the code as consent; without, or with another’s, she does not', async () => {
    const licence = await licenceFor(demonstration);
    const { token } = (await present('company', licence.licenceId)).body;
    const clerk = await demonstration.as('clerk');
    const consent = await clerk.post<{ consentId: string } & Problem>('/api/v1/licence-consents', {
      presentation: `http://somewhere/s/${token}`,
    });
    expect(consent.status).toBe(201);
    const filing = async (material: object) =>
      clerk.post(
        '/api/v1/cases',
        await sampleFiling(clerk, 'food-business-licence-renewal', {
          channel: 'window',
          licenceId: licence.licenceId,
          materials: [{ materialCode: 'current-licence', licenceId: licence.licenceId, ...material }],
        }),
      );
    for (const wrong of [{}, { consentId: 'f'.repeat(32) }]) {
      const { status, body } = await filing(wrong);
      expect([status, body.errors?.[0]?.pointer]).toEqual([422, '/materials/0/licenceId']);
    }
    const filed = await filing({ consentId: consent.body.consentId });
    expect(filed.status, JSON.stringify(filed.body)).toBe(201);
    const { timeline } = (await readLicence(demonstration, 'company', licence.licenceId)).body;
    expect(timeline.find(({ step }) => step === 'use-licence')?.note).toContain('持证人在窗口出示二维码同意');
    expect((await present('clerk', licence.licenceId)).body.code).toBe('licence/not-holder');
    const stale = await clerk.post<Problem>('/api/v1/licence-consents', { presentation: 'no-code' });
    expect([stale.status, stale.body.errors[0]?.pointer]).toEqual([422, '/presentation']);
  });
});

describe('another system', () => {
  const basis = '食品安全法 第一百一十条';
  const holder = { idType: 'credit-code', idNumber: '91350100M000100Y43' };

  async function admitted(legalBases: string[]) {
    const { body } = await (await demonstration.as('admin')).post<{ id: string; token: string } & Problem>(
      '/api/v1/partners',
      { name: '明川市场监管平台', legalBases },
    );
    const ask = async (query: object, token = body.token) => {
      const answer = await demonstration.app.inject({
        method: 'POST',
        url: '/api/v1/partner/licence-queries',
        headers: { authorization: `Bearer ${token}` },
        payload: query,
      });
      return { status: answer.statusCode, body: answer.json() };
    };
    return { id: body.id, ask };
  }

  it('reads on an article it was admitted with or on the shown code; each reading is kept, the holder sees who', async () => {
    const { licenceId } = await licenceFor(demonstration);
    const { ask } = await admitted([basis]);
    const purpose = '核对持证人的经营资格';
    const byLaw = await ask({ holder, purpose, authorisation: { kind: 'law', basis } });
    expect(byLaw.status).toBe(200);
    expect(byLaw.body.items.map((item: { licenceId: string }) => item.licenceId)).toContain(licenceId);
    const { token } = (await present('company', licenceId)).body;
    const byCode = await ask({ holder, purpose, authorisation: { kind: 'presentation', token } });
    expect(byCode.body.items.map((item: { licenceId: string }) => item.licenceId)).toEqual([licenceId]);
    const { body } = await (await demonstration.as('company')).get<{
      items: { reader: string; purpose: string; authorisation: string }[];
    }>(`/api/v1/licences/${licenceId}/readings`);
    expect(body.items.map(({ reader, authorisation }) => [reader, authorisation]).toSorted()).toEqual(
      [
        ['明川市场监管平台', basis],
        ['明川市场监管平台', '持证人出示二维码同意'],
      ].toSorted(),
    );
    const { rows } = await demonstration.owner.query(
      `select count(*)::int as n from ledger.fact where kind = 'personal-data-read' and data ->> 'query' = any($1)`,
      [[byLaw.body.queryId, byCode.body.queryId]],
    );
    expect(rows[0].n).toBe(byLaw.body.items.length + 1);
  });

  it('without a basis, with another’s code or after its end it reads nothing; it is nobody else here', async () => {
    const { licenceId } = await licenceFor(demonstration);
    const { token } = (await present('company', licenceId)).body;
    const { id, ask } = await admitted([]);
    const purpose = '核对持证人的经营资格';
    const other = { idType: 'credit-code', idNumber: '91350100M000200Y4X' };
    for (const query of [
      { holder, purpose, authorisation: { kind: 'law', basis } },
      { holder: other, purpose, authorisation: { kind: 'presentation', token } },
    ]) {
      expect((await ask(query)).status).toBe(422);
    }
    const query = { holder, purpose, authorisation: { kind: 'presentation', token } };
    expect((await ask(query, 'made-up')).status).toBe(401);
    const { headers } = await demonstration.as('company');
    const asCompany = await demonstration.app.inject({
      method: 'POST',
      url: '/api/v1/partner/licence-queries',
      headers,
      payload: query,
    });
    expect(asCompany.statusCode).toBe(403);
    const admin = await demonstration.as('admin');
    await demonstration.app.inject({
      method: 'DELETE',
      url: `/api/v1/partners/${id}`,
      headers: admin.headers,
    });
    expect((await ask(query)).status).toBe(401);
  });
});

describe('types', () => {
  const design = {
    type: 'hotel-licence',
    name: '旅馆业特种行业许可证',
    code: '11350199M00000027D003',
    authority: null,
    validity: { kind: 'years', years: 3 },
    fields: [{ title: '单位名称', element: 'organization.name' }],
    number: 'LG{division}{sequence}',
    template: 'general',
  };

  it('are designed by the officer, version after version, each a fact; others may not', async () => {
    const officer = await demonstration.as('certificates');
    const first = await officer.post<{ version: number } & Problem>('/api/v1/certificate-types', design);
    expect([first.status, first.body.version]).toEqual([201, 1]);
    const same = await officer.post<{ version: number } & Problem>('/api/v1/certificate-types', design);
    expect(same.body.version).toBe(1);
    const second = await officer.post<{ version: number } & Problem>('/api/v1/certificate-types', {
      ...design,
      template: 'food-business-licence',
    });
    expect(second.body, JSON.stringify(second.body)).toMatchObject({ version: 2 });
    const { rows } = await demonstration.owner.query(
      `select data ->> 'version' as version from ledger.fact
       where kind = 'type-designed' and subject_id = 'hotel-licence' order by version`,
    );
    expect(rows.map(({ version }) => version)).toEqual(['1', '2']);
    const forbidden = await (await demonstration.as('clerk')).post('/api/v1/certificate-types', design);
    expect(forbidden.status).toBe(403);
  });

  it('with faults are told at their place, and shown before they are kept', async () => {
    const officer = await demonstration.as('certificates');
    const wrong = await officer.post<Problem>('/api/v1/certificate-types', {
      ...design,
      code: '1',
      number: '{year}',
      template: 'no-design',
      authority: 'nobody',
      fields: [...design.fields, ...design.fields],
    });
    expect([wrong.status, wrong.body.errors.map(({ pointer }) => pointer).toSorted()]).toEqual([
      422,
      ['/authority', '/code', '/fields/1/title', '/number', '/template'],
    ]);
    const preview = await demonstration.app.inject({
      method: 'POST',
      url: '/api/v1/certificate-type-previews',
      headers: officer.headers,
      payload: design,
    });
    expect([preview.statusCode, preview.headers['content-type']]).toEqual([200, 'image/svg+xml']);
  });

  it('stand in a public directory whose figures are counted from records', async () => {
    const read = async () =>
      (await demonstration.app.inject({ method: 'GET', url: '/api/v1/certificate-types' })).json();
    const officer = await demonstration.as('certificates');
    await officer.post('/api/v1/certificate-types', {
      ...design,
      type: 'guest-house-licence',
      code: '11350199M00000027D004',
    });
    const before = await read();
    await licenceFor(demonstration);
    const after = await read();
    const foodIn = (answer: typeof before) =>
      answer.items.find(({ type }: { type: string }) => type === 'food-business-licence');
    expect(foodIn(after).issued).toBe(foodIn(before).issued + 1);
    expect(after.totals.issued).toBe(before.totals.issued + 1);
    expect(foodIn(after)).toMatchObject({ mounted: true, lacks: [] });
    expect(foodIn(after).answers).toContainEqual(
      expect.objectContaining({ itemId: 'food-business-licence-renewal', materialCode: 'current-licence' }),
    );
    const designed = after.items.find(({ type }: { type: string }) => type === 'guest-house-licence');
    expect(designed).toMatchObject({ mounted: false, version: 1 });
    expect(designed.lacks.length).toBeGreaterThan(0);
  });

  it('of another authority cannot be issued in a case that this one decided', async () => {
    const officer = await demonstration.as('certificates');
    const { body: own } = await officer.get<Record<string, unknown> & Problem>(
      '/api/v1/certificate-types/food-business-licence',
    );
    const { version: _version, source: _source, validFrom: _validFrom, ...definition } = own;
    await officer.post('/api/v1/certificate-types', { ...definition, authority: 'fire' });
    const refused = await licenceFor(demonstration).catch((fault: Error) => fault.message);
    expect(refused).toContain('licence/other-authority');
    const back = await officer.post('/api/v1/certificate-types', definition);
    expect(back.status).toBe(201);
    await licenceFor(demonstration);
  });
});
