import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServedProgram, serveProgram } from '../../../test/support/served-program.ts';
import { type Basis, law } from '../../kernel/basis.ts';
import type { Json, JsonObject } from '../../kernel/json.ts';
import type { CaseRecord, LetterSource, RecordedFact } from '../cases/public.ts';
import { catalogue, type FileableItem, listDeclarations } from '../catalogue/public.ts';
import { organisation } from '../organisation/public.ts';
import { letterWords } from './letter-words.ts';
import { letter } from './letters.ts';

let program: ServedProgram;
let items: FileableItem[];

beforeAll(async () => {
  program = await serveProgram([catalogue]);
  await organisation.seed?.(program.platform);
  await catalogue.seed?.(program.platform);
  items = (await listDeclarations(program.platform)).filter(
    (item): item is FileableItem => item.fileable && item.procedure === undefined,
  );
});
afterAll(() => program.close());

const itemOf = (id: string): FileableItem => {
  const item = items.find(({ itemId }) => itemId === id);
  if (!item) throw new Error(`no item ${id}`);
  return item;
};

interface Imagined {
  data?: JsonObject;
  payload?: JsonObject;
  basis?: Basis[];
  due?: Record<string, string>;
  earlier?: RecordedFact[];
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

function sourceOf(item: FileableItem, kind: string, imagined: Imagined = {}): LetterSource {
  const fact = recorded(9, kind, imagined);
  const filed = recorded(1, 'submitted', { data: { materials: [] } });
  const record: CaseRecord = {
    id: 1,
    caseNo: 'MC20260302-000001-X',
    procedure: 'licensing',
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
    status: 'accepted',
    version: 9,
    due: null,
    paused: false,
    applicant: { id: 'a1', kind: 'natural-person', name: '阿卜杜·𬱖', idType: 'id-card', idNumber: '' },
    agent: null,
    draft: null,
    draftRevision: 0,
    facts: [filed, ...(imagined.earlier ?? []), fact],
  };
  return {
    record,
    item,
    fact,
    payload: fact.payload,
    officeName: () => '市场监督管理局',
    authorityName: '明川经济开发区市场监督管理局',
    superiorName: '明川经济开发区管理委员会',
    settings: {},
    due: imagined.due ?? {},
    provisional: [],
  };
}

it('a special procedure that begins after the limit has ended does not say that its time is left out', () => {
  const told = (due: string) =>
    JSON.stringify(
      letter(
        'time-needed',
        sourceOf(itemOf('food-business-licence'), 'suspended', {
          data: { office: 'market-regulation', reason: 'testing', days: 20 },
          due: { 'decision-statutory': due },
        }),
      ),
    );
  expect(told('2026-03-30')).toContain('所需时间不计算在办理期限内');
  expect(told('2026-02-27')).toContain('所需时间不改变这一期限');
  expect(told('2026-02-27')).not.toContain('不计算在办理期限内');
});

describe('letters of a licence, 行政许可法', () => {
  it('acceptance lists what was received and says by when it will be decided', () => {
    const item = itemOf('food-business-licence');
    const basis = [law('行政许可法 第三十二条第（五）项')];
    const materials: Json[] = [
      { materialCode: 'layout-plan', documentId: 'd1' },
      { materialCode: 'safety-rules', deferred: true },
    ];
    const due = { 'decision-promised': '2026-03-16', 'decision-statutory': '2026-03-30' };
    const earlier = [recorded(2, 'corrected', { data: { materials } })];
    const content = letter('acceptance', sourceOf(item, 'accepted', { basis, due, earlier }));
    expect(content).toMatchObject({ title: '行政许可受理通知书', addressee: '阿卜杜·𬱖' });
    expect(content.paragraphs.join('')).toContain('依据《行政许可法》第三十二条第（五）项，');
    expect(content.paragraphs.join('')).toContain('10个工作日内（至2026年3月16日）');
    expect(content.paragraphs[0]).toContain('“食品安全管理制度”由您承诺补交');
    expect(content.paragraphs[0]).not.toContain('齐全');
    expect(content.table?.rows).toEqual([
      ['1', '经营场所布局和操作流程图', '已收到'],
      ['2', '食品安全管理制度', '承诺补交'],
    ]);
  });

  it('32(4) a deemed acceptance counts from the day of receipt', () => {
    const content = letter(
      'acceptance',
      sourceOf(itemOf('food-business-licence'), 'accepted', {
        data: { deemed: true },
        basis: [law('行政许可法 第三十二条第（四）项')],
      }),
    );
    expect(content.paragraphs[0]).toContain('该申请自2026年3月2日收到之日起即为受理');
  });

  it('38 ¶1 a grant says what is granted, to which establishment, where and how long', () => {
    const item = itemOf('food-business-licence');
    const form: JsonObject = JSON.parse(JSON.stringify(item.form.examples?.[0] ?? {}));
    const corrected = { ...form, premisesName: '示例小馆' };
    const earlier = [
      recorded(2, 'submitted', { payload: { form } }),
      recorded(3, 'corrected', { payload: { form: corrected } }),
    ];
    const rows = new Map(
      letter('grant', sourceOf(item, 'granted', { earlier })).table?.rows.map(([name = '', value = '']) => [
        name,
        value,
      ]),
    );
    expect(rows.get('经营场所名称（招牌）')).toBe('示例小馆');
    expect([...rows.keys()]).toEqual(expect.arrayContaining(['经营项目', '经营场所地址', '有效期']));
    // A code is no word.
    expect([...rows.values()].join()).not.toMatch(/[a-z]{4}/);
    expect([...rows.keys()].join()).not.toContain('食品安全管理人员');
    expect(letter('grant', sourceOf(item, 'granted')).table).toBeUndefined();
  });

  it('34, 37 a grant says which opinion was not followed, and why, where reasons were given', () => {
    const say = (payload: JsonObject) =>
      letter(
        'grant',
        sourceOf(itemOf('food-business-licence'), 'granted', { data: { against: ['fire'] }, payload }),
      ).paragraphs.join('\n');
    expect(say({ reasons: '已另设出口。' })).toContain(
      '审查意见为不同意，本机关没有采纳，理由：已另设出口。',
    );
    expect(say({})).toContain('本机关没有采纳。');
  });

  it('38 ¶2 a denial gives its reasons and says where and until when it can be fought', () => {
    const content = letter(
      'denial',
      sourceOf(itemOf('food-business-licence'), 'denied', {
        payload: { reasons: '没有相应的冷藏设备。' },
        basis: [law('行政许可法 第三十八条第二款')],
      }),
    );
    const text = content.paragraphs.join('\n');
    expect(text).toContain('《食品安全法》第三十五条第一款、《行政许可法》第三十八条第二款');
    expect(text).toContain('理由：没有相应的冷藏设备。');
    expect(text).toContain('六十日内，依据《行政复议法》第二十条向明川经济开发区管理委员会申请行政复议');
    expect(text).toContain('六个月内');
  });

  it('32(2) a refusal names the authority to turn to, and the article of its ground', () => {
    const refuse = (ground: string, article: string, payload: JsonObject) =>
      letter(
        'refusal-of-acceptance',
        sourceOf(itemOf('food-business-licence'), 'acceptance-refused', {
          data: { ground },
          payload,
          basis: [law(`行政许可法 ${article}`)],
        }),
      ).paragraphs.join('\n');
    expect(
      refuse('not-our-power', '第三十二条第（二）项', { reasons: '…', rightAuthority: '明川市水务局' }),
    ).toContain('请向明川市水务局提出申请');
    expect(refuse('false-materials', '第七十八条', { reasons: '…' })).toContain('《行政许可法》第七十八条');
  });

  it('the receipt of delivery names what was served and leaves room for two signatures', () => {
    const granted = recorded(7, 'granted', {
      data: { letter: { id: 'l1', kind: 'grant', docNo: '明市监准〔2026〕1号' } },
    });
    const issued = recorded(8, 'issued', { data: { licenceName: '食品经营许可证', licenceNumber: 'JY1' } });
    const source = sourceOf(itemOf('food-business-licence'), 'delivered', {
      data: { method: 'collection' },
      earlier: [granted, issued],
    });
    const rows = new Map(
      letter('delivery', source).table?.rows.map(([name = '', value = '']) => [name, value]),
    );
    expect(rows.get('送达文书')).toBe('准予行政许可决定书（明市监准〔2026〕1号）\n食品经营许可证（JY1）');
    expect([...rows.keys()].filter((name) => name.includes('签名'))).toHaveLength(2);
  });

  it('the receipt of delivery names nobody as receiver of paper whom nobody entered', () => {
    const receiver = (method: string, payload = {}) => {
      const source = sourceOf(itemOf('food-business-licence'), 'delivered', { data: { method }, payload });
      const rows = letter('delivery', source).table?.rows ?? [];
      return [rows.find(([name]) => name === '收 件 人')?.[1], source.record.applicant.name];
    };
    expect(receiver('collection')[0]).toBe('（未登记）');
    expect(receiver('collection', { receiver: '李示例' })[0]).toBe('李示例');
    const [online, applicant] = receiver('electronic');
    expect(online).toBe(applicant);
  });
});

describe('every letter of every item', () => {
  it('stands without its payload, and 行政许可 is a word for licences alone', () => {
    for (const item of items) {
      for (const [kind, named] of Object.entries(item.letters)) {
        const content = letter(
          kind,
          sourceOf(item, 'whatever', {
            data: { ground: 'barred', days: 3, items: [{ key: 'k', materialCode: null }] },
          }),
        );
        const text = JSON.stringify(content);
        expect(content.title).toBe(named.name);
        expect(text).not.toMatch(/undefined|null|NaN|依据，/);
        if (item.taskType !== '01') expect(text).not.toContain('行政许可');
      }
    }
  });

  it('a letter that the item never makes is a fault', () => {
    expect(() => letter('extension', sourceOf(itemOf('prepackaged-food-filing'), 'extended'))).toThrow(
      'extension',
    );
  });

  it('each kind has a word of its own in the document number', () => {
    expect(new Set(Object.values(letterWords)).size).toBe(Object.keys(letterWords).length);
  });
});
