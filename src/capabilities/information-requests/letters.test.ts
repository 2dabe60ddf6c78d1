import { describe, expect, it } from 'vitest';
import { type Basis, law } from '../../kernel/basis.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { CaseRecord, LetterSource, RecordedFact } from '../cases/public.ts';
import { declaredItems } from '../catalogue/public.ts';
import { answerKinds } from './answer-steps.ts';
import { letterWords } from './letter-words.ts';
import { letter } from './letters.ts';

const item = declaredItems.find(({ itemId }) => itemId === 'information-request') ?? expect.fail();

interface Imagined {
  data?: JsonObject;
  payload?: JsonObject;
  basis?: Basis[];
}

function recorded(
  version: number,
  kind: string,
  { data = {}, payload = {}, basis = [] }: Imagined,
): RecordedFact {
  return {
    version,
    kind,
    effectiveOn: '2026-03-02',
    recordedAt: '2026-03-02T02:00:00.000Z',
    actor: { person: 'p1', capacity: 'post' },
    basis,
    data,
    payload,
    hash: '',
  };
}

function sourceOf(kind: string, imagined: Imagined = {}, more: RecordedFact[] = []): LetterSource {
  const fact = recorded(9, kind, { basis: [law('政府信息公开条例 第三十条')], ...imagined });
  const form = { name: '阿卜杜·𬱖', contact: '13800000000', description: '停车场验收文件。' };
  const record: CaseRecord = {
    id: 1,
    caseNo: 'MC20260302-000001-X',
    procedure: 'information-request',
    procedureVersion: 1,
    itemId: item.itemId,
    itemVersion: 1,
    itemName: item.name,
    authority: item.authority,
    office: item.office,
    channel: 'online',
    applicantParty: 'a1',
    agentParty: null,
    filedByAccount: 'x',
    applicantName: '阿卜杜·𬱖',
    openedAt: new Date('2026-03-02T02:00:00Z'),
    status: 'confirmed',
    version: 9,
    due: null,
    paused: false,
    applicant: { id: 'a1', kind: 'natural-person', name: '阿卜杜·𬱖', idType: 'id-card', idNumber: '' },
    agent: null,
    draft: null,
    draftRevision: 0,
    facts: [recorded(1, 'submitted', { payload: { form } }), ...more, fact],
  };
  return {
    record,
    item: { ...item, version: 1 },
    fact,
    payload: fact.payload,
    officeName: (id) => (id === 'planning' ? '自然资源和规划分局' : '管理委员会办公室'),
    authorityName: '明川经济开发区管理委员会',
    superiorName: '明川市人民政府',
    settings: {},
    due: { answer: '2026-03-30', clarification: '2026-03-18', consultation: '2026-03-24' },
    provisional: [],
  };
}

const text = (kind: string, source: LetterSource) => JSON.stringify(letter(kind, source));

describe('the answer', () => {
  it.each(Object.keys(answerKinds))('%s stands without its payload and names its own article', (kind) => {
    const basis = [law('政府信息公开条例 第三十六条第（九）项')];
    const written = text('answer', sourceOf('answered', { data: { kind }, basis }));
    expect(written).toContain('依据《政府信息公开条例》第三十六条第（九）项');
    expect(written).not.toMatch(/undefined|null|NaN|行政许可/);
  });

  it('each kind has wording of its own', () => {
    const all = Object.keys(answerKinds).map((kind) =>
      letter('answer', sourceOf('answered', { data: { kind } })),
    );
    expect(new Set(all.map(({ paragraphs }) => paragraphs[2])).size).toBe(12);
    expect(new Set(all.map(({ paragraphs }) => paragraphs[3])).size).toBeGreaterThan(9);
  });

  it.each(['not-disclosed', 'partly-disclosed'])(
    '复议法 23 ¶1(4), ¶2: %s says that reconsideration comes first',
    (kind) => {
      const { paragraphs } = letter(
        'answer',
        sourceOf('answered', { data: { kind }, payload: { text: '国家秘密' } }),
      );
      const at = (words: string) => paragraphs.findIndex((paragraph) => paragraph.includes(words));
      expect(paragraphs.join('')).toContain('国家秘密');
      expect(at('应当自知道本答复之日起六十日内先向明川市人民政府申请行政复议')).toBeGreaterThan(-1);
      expect(at('对行政复议决定不服')).toBeGreaterThan(at('第二十三条第一款第（四）项'));
      expect(paragraphs.join('')).not.toContain('第四十六条');
    },
  );

  it('what is withheld is named with its article, 条例 36(3); what nobody told is not invented', () => {
    const data = { kind: 'not-disclosed', grounds: ['internal-affairs', 'enforcement-file'] };
    const written = text('answer', sourceOf('answered', { data }));
    expect(written).toContain(
      '不予公开的内容属于：内部事务信息：人事管理、后勤管理、内部工作流程等（第十六条第一款）；',
    );
    expect(written).toContain('行政执法案卷信息（第十六条第二款）。');
    expect(text('answer', sourceOf('answered', { data: { kind: 'not-disclosed' } }))).not.toContain('属于：');
  });

  it('other kinds leave the choice; 条例 51: every one says where to complain', () => {
    for (const kind of Object.keys(answerKinds)) {
      const { paragraphs } = letter('answer', sourceOf('answered', { data: { kind } }));
      expect(paragraphs.at(-1)).toContain('投诉、举报');
    }
    expect(text('answer', sourceOf('answered', { data: { kind: 'not-held' } }))).toContain('第四十六条');
  });

  it('which other kinds go to reconsideration first is the district’s setting', () => {
    const source = sourceOf('answered', { data: { kind: 'not-held' } });
    const set = text('answer', { ...source, settings: { reconsiderationFirst: ['not-held'] } });
    expect(set).toContain('先向明川市人民政府申请行政复议');
    expect(set).not.toContain('第四十六条');
  });

  it('asked for clarification too late, the letter promises no new limit', () => {
    const asked = (late: object) =>
      text('clarification', sourceOf('clarification-asked', { data: { termDays: 10, ...late } }));
    expect(asked({ late: true })).toContain('答复期限不重新计算');
    expect(asked({})).not.toContain('不重新计算');
  });

  it('speaks of the request as it was made clear', () => {
    const clarified = recorded(5, 'clarified', { payload: { text: '2025 年的' } });
    expect(text('answer', sourceOf('answered', { data: { kind: 'disclosed' } }, [clarified]))).toContain(
      '停车场验收文件（补正：2025 年的）',
    );
  });
});

describe('inquiries', () => {
  it('go to whoever is asked, say what is asked for, and not by whom', () => {
    const party = letter(
      'third-party-inquiry',
      sourceOf('third-party-consulted', { payload: { name: '示例公司' } }),
    );
    const office = letter('office-inquiry', sourceOf('office-consulted', { data: { office: 'planning' } }));
    expect([party.addressee, office.addressee]).toEqual(['示例公司', '自然资源和规划分局']);
    for (const content of [party, office]) {
      expect(JSON.stringify(content)).toContain('停车场验收文件');
      expect(JSON.stringify(content)).not.toMatch(/阿卜杜|13800000000/);
    }
    expect(JSON.stringify(office)).toContain('视为同意公开');
    expect(JSON.stringify(party)).toContain('由本机关依照条例的规定决定是否公开');
  });
});

describe('every letter', () => {
  it.each(Object.keys(letterWords))('%s stands without its payload, under its own name', (kind) => {
    const data = { kind: 'disclosed', days: 5, termDays: 10, office: 'planning', method: 'mail' };
    const content = letter(kind, sourceOf('whatever', { data }));
    expect(content.title).toBe(Object.entries(item.letters).find(([key]) => key === kind)?.[1]?.name);
    expect(JSON.stringify(content)).not.toMatch(/undefined|null|NaN/);
  });
  it('has a word of its own in the document number', () => {
    expect(new Set(Object.values(letterWords)).size).toBe(Object.keys(letterWords).length);
  });
  it('of another procedure is a fault', () => {
    expect(() => letter('grant', sourceOf('granted'))).toThrow('grant');
  });
});
