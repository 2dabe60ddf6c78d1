/** The rules about seals, without a database: given these facts, when this step, then these facts or this refusal. */
import { beforeEach, describe, expect, it } from 'vitest';
import { at, ImaginedCase, staff, system } from '../../kernel/procedure/imagined-case.fixture.ts';
import { lineOf, serves } from './seal-kinds.ts';
import { sealLife, termsOfSeal } from './seal-life.ts';
import { coverageOf, transfersOf, usersOf, validityOf } from './standing.ts';

const terms = termsOfSeal({ authority: 'market-regulation', office: 'market-regulation' });
const keeper = staff({ role: 'sealer', office: 'hall' });
const applicant = { ...staff({ role: 'certificates', office: 'hall' }), personId: 'somebody-else' };
const head = at('head');

class ImaginedSeal extends ImaginedCase {
  apply(data: object = {}, by = applicant.personId): this {
    this.facts.push({
      version: 1,
      kind: 'seal-applied-for',
      effectiveOn: '2026-03-02',
      recordedAt: '2026-03-02T02:00:00.000Z',
      actor: { person: by, capacity: 'post' },
      basis: [],
      data: {
        kind: 'official',
        authority: 'market-regulation',
        users: [{ role: 'issuer', office: 'hall' }],
        automatic: true,
        transfers: [],
        ...data,
      },
    });
    return this;
  }
}

let seal: ImaginedSeal;
beforeEach(() => {
  seal = new ImaginedSeal(sealLife, terms);
});

/** What the making adds to its fact. */
function made(of: ImaginedSeal, validTo = '2031-03-02T00:00:00.000Z'): ImaginedSeal {
  of.take('make-seal', '2026-03-02', keeper, { years: 5 });
  Object.assign(of.facts.at(-1)?.data ?? {}, { validFrom: '2026-03-02T00:00:00.000Z', validTo });
  return of;
}
const inUse = (of: ImaginedSeal) => made(of).take('put-seal-into-use', '2026-03-03', keeper);

describe('the life of a seal', () => {
  it('goes from the application through making and use to the end', () => {
    seal.apply();
    expect(seal.status).toBe('applied');
    made(seal);
    expect(seal.status).toBe('made');
    seal.take('put-seal-into-use', '2026-03-03', keeper);
    expect(seal.status).toBe('in-use');
    seal.take('stop-seal', '2026-03-04', keeper, { ground: 'under-inspection' });
    expect(seal.status).toBe('out-of-use');
    seal.take('restore-seal', '2026-03-05', keeper);
    seal.take('annul-seal', '2026-03-06', keeper, { ground: 'replaced' });
    expect(seal.status).toBe('annulled');
  });

  it('ends with the application where that is declined', () => {
    seal.apply().take('decline-seal', '2026-03-02', keeper, { reasons: '机关全称有误' });
    expect(seal.status).toBe('declined');
    expect(seal.try('make-seal', '2026-03-02', keeper, { years: 5 })?.code).toBe('step/not-from-here');
  });

  it('does not come back from its end', () => {
    inUse(seal.apply()).take('annul-seal', '2026-03-06', keeper, { ground: 'key-lost' });
    for (const step of ['restore-seal', 'put-seal-into-use', 'stop-seal', 'change-seal-users']) {
      expect(
        seal.try(step, '2026-03-07', keeper, { ground: 'other', users: [], automatic: true })?.code,
      ).toBe('step/not-from-here');
    }
  });

  it('whoever applied does not make it', () => {
    seal.apply({}, keeper.personId);
    expect(seal.try('make-seal', '2026-03-02', keeper, { years: 5 })?.code).toBe('seal/own-application');
  });

  it('is not put into use again when its time is over', () => {
    made(seal.apply(), '2026-03-02T00:00:00.000Z');
    expect(seal.try('put-seal-into-use', '2026-03-03', keeper)?.code).toBe('seal/expired-already');
  });

  it('may be stopped by the head of its authority, and by no other office’s', () => {
    inUse(seal.apply());
    seal.take('stop-seal', '2026-03-04', head, { ground: 'key-in-doubt' });
    expect(seal.facts.at(-1)?.basis).toEqual([{ kind: 'law', ref: '电子签名法 第十五条' }]);
    expect(() => seal.take('stop-seal', '2026-03-04', at('head', 'fire'), { ground: 'other' })).toThrow(
      'not hers',
    );
    expect(() => seal.take('restore-seal', '2026-03-05', head)).toThrow('not hers');
  });

  it('is the keeper’s: the issuer, who uses it, takes no step of its life', () => {
    seal.apply();
    for (const { name } of sealLife.steps) {
      expect(() => seal.try(name, '2026-03-04', staff({ role: 'issuer', office: 'hall' }))).toThrow(
        'not hers',
      );
    }
  });

  it('the system makes seals and puts them into use, and nothing else', () => {
    const open = sealLife.steps
      .filter(({ who }) => who.some((one) => 'system' in one))
      .map(({ name }) => name);
    expect(open).toEqual(['make-seal', 'put-seal-into-use']);
    seal.apply({}, 'system').take('make-seal', '2026-03-02', system, { years: 5 });
    expect(seal.status).toBe('made');
  });
});

describe('one approval seal for several authorities', () => {
  const transfer = {
    authority: 'fire',
    docNo: '明管〔2026〕3号',
    title: '关于划转审批权的通知',
    from: '2026-03-10',
  };

  it('stands for another authority from the day that the document says, until it goes back', () => {
    seal.apply({ kind: 'approval' }).take('record-transfer', '2026-03-05', keeper, transfer);
    expect(seal.facts.at(-1)?.basis).toEqual([{ kind: 'local', ref: '明管〔2026〕3号' }]);
    expect(coverageOf(seal.facts)).toContainEqual({ authority: 'fire', from: '2026-03-10', to: null });
    seal.take('record-return', '2026-06-01', keeper, {
      authority: 'fire',
      docNo: '明管〔2026〕9号',
      lastDay: '2026-06-30',
    });
    expect(coverageOf(seal.facts)).toContainEqual({
      authority: 'fire',
      from: '2026-03-10',
      to: '2026-06-30',
    });
    expect(transfersOf(seal.facts)).toEqual([{ ...transfer, to: '2026-06-30', endDocNo: '明管〔2026〕9号' }]);
  });

  it('may be named in the application', () => {
    seal.apply({ kind: 'approval', transfers: [transfer] });
    expect(coverageOf(seal.facts).map(({ authority }) => authority)).toEqual(['market-regulation', 'fire']);
  });

  it.each([
    ['on a seal of another kind', {}, transfer, 'transfer/not-approval-seal'],
    [
      'of its own powers',
      { kind: 'approval' },
      { ...transfer, authority: 'market-regulation' },
      'transfer/own-powers',
    ],
    ['twice', { kind: 'approval', transfers: [transfer] }, transfer, 'transfer/already'],
  ])('is refused %s', (_what, application, input, code) => {
    seal.apply(application);
    expect(seal.try('record-transfer', '2026-03-05', keeper, input)?.code).toBe(code);
  });

  it('nothing goes back that did not come', () => {
    seal.apply({ kind: 'approval' });
    const input = { authority: 'fire', docNo: '明管〔2026〕9号', lastDay: '2026-06-30' };
    expect(seal.try('record-return', '2026-03-05', keeper, input)?.code).toBe('transfer/none');
  });
});

describe('who may use a seal, and for what', () => {
  it('is what was said last', () => {
    inUse(seal.apply());
    expect(usersOf(seal.facts)).toEqual({ posts: [{ role: 'issuer', office: 'hall' }], automatic: true });
    seal.take('change-seal-users', '2026-03-05', keeper, {
      users: [{ role: 'approver', office: 'market-regulation' }],
      automatic: false,
    });
    expect(usersOf(seal.facts)).toEqual({
      posts: [{ role: 'approver', office: 'market-regulation' }],
      automatic: false,
    });
  });

  it('is no office that does not exist', () => {
    const change = sealLife.steps.find(({ name }) => name === 'change-seal-users');
    const context = inUse(seal.apply()).context('2026-03-05', keeper);
    const input = { users: [{ role: 'issuer', office: 'nowhere' }], automatic: false };
    expect(change?.faults?.(context, input)).toMatchObject([{ pointer: '/users/0/office' }]);
  });

  it('a seal for certificates serves certificates only, the others everything', () => {
    expect([serves('certificate', 'certificate'), serves('certificate', 'letter')]).toEqual([true, false]);
    expect([serves('official', 'receipt'), serves('approval', 'letter')]).toEqual([true, true]);
    expect([lineOf('official'), lineOf('approval')]).toEqual([undefined, '行政审批专用章']);
  });

  it('validity is that of the making', () => {
    expect(validityOf(seal.apply().facts)).toBeUndefined();
    expect(validityOf(made(seal).facts)?.to).toEqual(new Date('2031-03-02T00:00:00.000Z'));
  });
});
