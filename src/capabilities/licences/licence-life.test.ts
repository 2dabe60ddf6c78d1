import { describe, expect, it } from 'vitest';
import { law, local } from '../../kernel/basis.ts';
import type { JsonObject } from '../../kernel/json.ts';
import { findDeclarationFaults } from '../../kernel/procedure/declaration-faults.ts';
import {
  applicant,
  at,
  calendar,
  ImaginedCase,
  system,
} from '../../kernel/procedure/imagined-case.fixture.ts';
import type { ItemTerms } from '../../kernel/procedure/item-terms.ts';
import { findStep } from '../../kernel/procedure/rules.ts';
import type { Settings } from '../../kernel/procedure/settings.ts';
import { workingDaysBetween } from '../../kernel/time/deadline.ts';
import { licenceLife } from './licence-life.ts';
import { validityData } from './renewal-window.ts';
import { describe as tell } from './words.ts';

const licence: ItemTerms = {
  itemId: 'toy-licence',
  version: 1,
  name: '试验许可',
  taskType: '01',
  authority: 'market-regulation',
  office: 'market-regulation',
  reviewOffices: ['market-regulation'],
  projectType: 'promised',
  siteCheck: 'never',
  limits: {
    statutory: { days: 20, unit: 'working', basis: [law('行政许可法 第四十二条第一款')] },
    promised: { days: 10, unit: 'working', basis: [local('试验区承诺')] },
  },
  extension: null,
  suspension: { reasons: [], basis: [] },
  hasResultDocument: true,
  letters: {},
  materials: [],
};

const keeper = at('certificates', 'hall');
const head = at('head');
const approver = at('approver');
const foreignHead = at('head', 'fire');

/** A certificate issued on a day, valid until another (null: for ever). */
function issued(
  on = '2026-03-02',
  validTo: string | null = '2031-03-01',
  item = licence,
  own: Partial<Settings> = {},
): ImaginedCase {
  const made = new ImaginedCase(licenceLife, item, own);
  const data: JsonObject = {
    holderKind: 'organization',
    number: 'JY1',
    type: 'toy',
    ...validityData(made.context(on, system), 'toy', validTo),
  };
  made.facts.push({
    version: 1,
    kind: 'issued',
    effectiveOn: on,
    recordedAt: `${on}T02:00:00.000Z`,
    actor: { person: 's1', capacity: 'post' },
    basis: [],
    data,
  });
  return made;
}

const told = { ending: 'revoke', ground: 'unqualified', reasons: '场所不符合条件' };
const revoke = {
  ground: 'unqualified',
  decidedBy: 'own',
  reasons: '场所不符合条件',
  harmsPublic: false,
};
const use = {
  case: '7',
  caseNo: 'MC1',
  item: 'toy',
  itemName: '试验',
  materialCode: 'm',
  materialName: '许可证',
  consent: 'holder',
};

describe('the declaration', () => {
  it('is sound, and every fact has its words', () => {
    expect(findDeclarationFaults(licenceLife)).toEqual([]);
    for (const kind of Object.keys(licenceLife.facts)) {
      const fact = {
        version: 1,
        kind,
        effectiveOn: '2026-03-02',
        recordedAt: '',
        actor: { person: 's', capacity: 'post' as const },
        basis: [],
        data: {},
      };
      expect(tell(fact, {}), kind).toMatch(/[。]$/);
    }
  });
});

describe('撤销, 行政许可法 69', () => {
  it('takes a notice of what is intended, and the holder’s word or five working days of silence', () => {
    const made = issued();
    expect(made.try('revoke-licence', '2026-04-01', head, revoke)?.code).toBe('ending/not-proposed');
    made.take('propose-ending', '2026-04-01', keeper, told);
    expect(made.clock('views').due).toBe('2026-04-09');
    expect(made.try('revoke-licence', '2026-04-09', head, revoke)?.code).toBe('ending/views-open');
    made.take('revoke-licence', '2026-04-10', head, revoke);
    expect(made.status).toBe('revoked');
    expect(made.facts.at(-1)?.basis).toEqual([law('行政许可法 第六十九条第一款第（四）项')]);
  });

  it('the holder may speak at once, and then it may be decided at once', () => {
    const made = issued().take('propose-ending', '2026-04-01', approver, told);
    expect(made.open('2026-04-01', applicant)).toEqual(['state-views']);
    made.take('state-views', '2026-04-02', applicant, { views: '条件已经整改' });
    expect(made.try('revoke-licence', '2026-04-02', head, revoke)).toBeUndefined();
  });

  it('what was told is what is decided: a notice of revocation carries no withdrawal', () => {
    const made = issued()
      .take('propose-ending', '2026-04-01', keeper, told)
      .take('state-views', '2026-04-02', applicant, { views: '无' });
    const withdrawal = {
      ground: 'law-changed',
      decidedBy: 'own',
      reasons: '规章废止',
      compensation: '按评估',
    };
    expect(made.try('withdraw-licence', '2026-04-03', head, withdrawal)?.code).toBe('ending/not-proposed');
  });

  it('is not done where it would greatly harm the public, 69 ¶3', () => {
    const made = issued()
      .take('propose-ending', '2026-04-01', keeper, told)
      .take('state-views', '2026-04-02', applicant, { views: '无' });
    const refusal = made.try('revoke-licence', '2026-04-03', head, { ...revoke, harmsPublic: true });
    expect(refusal).toMatchObject({
      code: 'ending/public-harm',
      basis: [{ ref: '行政许可法 第六十九条第三款' }],
    });
  });

  it('got by fraud where safety is at stake bars a new application for three years, 79', () => {
    const made = issued()
      .take('propose-ending', '2026-04-01', keeper, { ...told, ground: 'fraud' })
      .take('state-views', '2026-04-02', applicant, { views: '无' })
      .take('revoke-licence', '2026-04-03', head, { ...revoke, ground: 'fraud', concernsSafety: true });
    expect(made.facts.at(-1)).toMatchObject({
      basis: [{ ref: '行政许可法 第六十九条第二款' }],
      data: { barredUntil: '2029-04-03' },
    });
  });

  it('is the head’s of that very authority, nobody else’s', () => {
    const made = issued()
      .take('propose-ending', '2026-04-01', keeper, told)
      .take('state-views', '2026-04-02', applicant, { views: '无' });
    for (const other of [keeper, approver, foreignHead, applicant])
      expect(() => made.try('revoke-licence', '2026-04-03', other, revoke)).toThrow('not hers');
  });

  it('dropped, the certificate stays valid and may be questioned again', () => {
    const made = issued()
      .take('propose-ending', '2026-04-01', keeper, told)
      .take('drop-ending', '2026-04-02', head, { reasons: '理由不成立' });
    expect(made.status).toBe('valid');
    expect(made.try('propose-ending', '2026-04-03', keeper, told)).toBeUndefined();
  });

  it('a ground of withdrawal is none of revocation; another law must be named', () => {
    const faults = (input: JsonObject, item = licence) =>
      findStep(licenceLife, 'propose-ending')
        ?.faults?.(issued('2026-03-02', null, item).context('2026-04-01', keeper), input)
        .map(({ pointer }) => pointer);
    expect(faults({ ...told, ground: 'law-changed' })).toEqual(['/ground']);
    expect(faults({ ...told, ground: 'other-law' })).toEqual(['/legalBasis']);
    expect(faults(told, { ...licence, taskType: '07' })).toEqual(['/legalBasis']);
    expect(faults(told)).toEqual([]);
  });
});

describe('撤回, 行政许可法 8', () => {
  it('is an ending of its own, with its article and what is paid for it', () => {
    const made = issued()
      .take('propose-ending', '2026-04-01', head, { ...told, ending: 'withdraw', ground: 'facts-changed' })
      .take('state-views', '2026-04-02', applicant, { views: '无' })
      .take('withdraw-licence', '2026-04-03', head, {
        ground: 'facts-changed',
        decidedBy: 'own',
        reasons: '地块改作学校',
        compensation: '按评估价补偿',
      });
    expect(made.status).toBe('withdrawn');
    expect(made.facts.at(-1)?.basis).toEqual([law('行政许可法 第八条第二款')]);
  });
});

describe('注销, 行政许可法 70', () => {
  const cancel = (ground: string) => ({ ground, reasons: '依法办理' });

  it('for an expired certificate, not before it has expired', () => {
    const made = issued('2026-03-02', '2027-03-01');
    expect(made.try('cancel-licence', '2027-03-01', keeper, cancel('expired'))?.code).toBe(
      'cancellation/not-expired',
    );
    made.take('cancel-licence', '2027-03-02', keeper, cancel('expired'));
    expect(made.status).toBe('cancelled');
    expect(made.facts.at(-1)?.basis).toEqual([law('行政许可法 第七十条第（一）项')]);
  });

  it('a person’s death ends no company’s certificate', () => {
    expect(issued().try('cancel-licence', '2026-04-01', keeper, cancel('person-lost'))?.code).toBe(
      'cancellation/other-holder',
    );
    expect(
      issued().try('cancel-licence', '2026-04-01', keeper, cancel('organization-ended')),
    ).toBeUndefined();
  });

  it('after a revocation it strikes off the register and the certificate stays called revoked, 70(4)', () => {
    const made = issued();
    expect(made.try('cancel-licence', '2026-04-01', keeper, cancel('ended-before'))?.code).toBe(
      'cancellation/not-ended',
    );
    made
      .take('propose-ending', '2026-04-01', keeper, told)
      .take('state-views', '2026-04-02', applicant, { views: '无' })
      .take('revoke-licence', '2026-04-03', head, revoke);
    expect(made.try('cancel-licence', '2026-04-07', keeper, cancel('force-majeure'))?.code).toBe(
      'cancellation/ended',
    );
    made.take('cancel-licence', '2026-04-07', keeper, cancel('ended-before'));
    expect(made.status).toBe('revoked');
    expect(made.try('cancel-licence', '2026-04-08', keeper, cancel('ended-before'))?.code).toBe(
      'step/not-from-here',
    );
  });
});

describe('暂扣 and 吊销, 行政处罚法 9(3)', () => {
  const decision = { decision: 'penalty/17', decisionDocNo: '明市监罚〔2026〕17号' };

  it('are nobody’s at a desk', () => {
    for (const step of ['suspend-licence', 'restore-licence', 'forfeit-licence'])
      for (const who of [keeper, head, approver, at('enforcement'), applicant])
        expect(() => issued().try(step, '2026-04-01', who, decision)).toThrow('not hers');
  });

  it('a suspension ends by itself the day after its term', () => {
    const made = issued().take('suspend-licence', '2026-04-01', system, { ...decision, until: '2026-06-30' });
    expect(made.status).toBe('suspended');
    expect(made.try('use-licence', '2026-04-02', system, use)?.code).toBe('step/not-from-here');
    expect(made.settle('2026-06-30').status).toBe('suspended');
    expect(made.settle('2026-07-01').status).toBe('valid');
  });

  it('forfeited is for ever', () => {
    const made = issued().take('forfeit-licence', '2026-04-01', system, decision);
    expect(made.status).toBe('forfeited');
    expect(made.try('restore-licence', '2026-04-02', system, decision)?.code).toBe('step/not-from-here');
  });
});

describe('延续, 行政许可法 50', () => {
  const apply = { business: 'renewal', case: '7' };

  it('is to be applied for thirty days before the end; the day is told and nothing rolls it', () => {
    expect(issued('2026-03-02', '2031-03-01').clock('renewal-application')).toMatchObject({
      due: '2031-01-30',
      basis: [{ ref: '行政许可法 第五十条第一款' }],
    });
  });

  it('a rule of its own for a type of certificate says another time, and is told as not checked', () => {
    const toy = {
      opensDaysBefore: 90,
      applyDaysBefore: 15,
      unit: 'working',
      basis: '试验品许可办法',
    } as const;
    const made = issued('2026-03-02', '2026-12-31', licence, { renewalWindows: { toy } });
    expect(made.clock('renewal-application')).toMatchObject({
      due: '2026-12-10',
      rule: 'local/renewal-window',
      basis: [{ ref: '行政许可法 第五十条第一款' }, { ref: '试验品许可办法（依据未核验）' }],
    });
    const { applyFrom } = made.facts[0]?.data ?? {};
    expect(workingDaysBetween(calendar, String(applyFrom), '2026-12-31')).toBe(90);
    const other = issued('2026-03-02', '2026-12-31', licence, { renewalWindows: { another: toy } });
    expect(other.clock('renewal-application')).toMatchObject({ due: '2026-12-01', rule: 'XK-50' });
    const renewed = made
      .take('receive-application', '2026-11-02', system, apply)
      .take('renew-licence', '2026-11-20', system, { case: '7', validTo: '2027-12-31', deemed: false });
    expect(renewed.clock('renewal-application')).toMatchObject({ rule: 'local/renewal-window', days: 15 });
  });

  it('the holder is reminded sixty and forty-five days before the end, once each', () => {
    const made = issued('2026-03-02', '2026-12-31');
    expect(made.settle('2026-10-31').facts).toHaveLength(1);
    made.settle('2026-11-01').settle('2026-11-02');
    expect(made.facts.at(-1)).toMatchObject({
      kind: 'renewal-reminded',
      data: { daysBefore: 60, daysLeft: 60 },
    });
    made.settle('2026-11-16').settle('2026-12-20');
    expect(made.facts.map(({ data }) => data.daysBefore)).toEqual([undefined, 60, 45]);
  });

  it('after a long standstill one reminder stands for both', () => {
    const made = issued('2026-03-02', '2026-12-31').settle('2026-12-01');
    expect(made.facts.map(({ data }) => data.daysBefore)).toEqual([undefined, 45]);
  });

  it('whoever has applied is not reminded', () => {
    const made = issued('2026-03-02', '2026-12-31').take('receive-application', '2026-10-01', system, apply);
    expect(made.settle('2026-12-20').facts).toHaveLength(2);
  });

  it('lengthens the validity and begins the reminders anew', () => {
    const made = issued('2026-03-02', '2026-12-31')
      .take('receive-application', '2026-10-01', system, apply)
      .take('renew-licence', '2026-10-20', system, { case: '7', validTo: '2027-12-31', deemed: false });
    expect(made.clock('renewal-application').due).toBe('2027-12-01');
    expect(made.settle('2027-11-01').facts.at(-1)?.kind).toBe('renewal-reminded');
  });

  it('what has ended can have none, and what never ends needs none', () => {
    const late = issued('2026-03-02', '2026-12-31');
    expect(late.try('receive-application', '2027-01-01', system, apply)?.code).toBe('renewal/expired');
    const forEver = issued('2026-03-02', null);
    expect(forEver.try('receive-application', '2026-10-01', system, apply)?.code).toBe('renewal/no-end');
  });
});

describe('instead of a material, 国务院关于在线政务服务的若干规定 11', () => {
  it('what is valid today may be used, on its last day too', () => {
    const made = issued('2026-03-02', '2026-12-31');
    expect(made.try('use-licence', '2026-12-31', system, use)).toBeUndefined();
    expect(made.try('use-licence', '2027-01-01', system, use)?.code).toBe('licence/not-in-force');
  });
});
