import { describe, expect, it } from 'vitest';
import type { EarlierMisconduct } from '../../kernel/procedure/declaration.ts';
import { at, clerk, ImaginedCase } from '../../kernel/procedure/imagined-case.fixture.ts';
import { lastDayOfBar } from '../../kernel/time/periods.ts';
import { licence } from './items.fixture.ts';
import { licensing } from './licensing.ts';

const revoked: EarlierMisconduct = { ground: 'fraud', on: '2026-03-02', until: '2029-03-02' };
const filed = (on: string, ...misconduct: EarlierMisconduct[]) => {
  const made = new ImaginedCase(licensing, licence).file(on);
  made.earlierMisconduct = misconduct;
  return made;
};

describe('whoever got a licence by deceit, 行政许可法 79', () => {
  it('is not accepted again for three years, with the article, and may apply on the next day', () => {
    expect(filed('2029-03-02', revoked).try('accept', '2029-03-02', clerk)).toMatchObject({
      code: 'applicant/barred',
      basis: [{ ref: '行政许可法 第七十九条' }],
      reason: expect.stringContaining('2029年3月2日（含当日）'),
    });
    expect(filed('2029-03-03', revoked).try('accept', '2029-03-03', clerk)).toBeUndefined();
  });

  it('is refused acceptance by that article; without a bar known, by both', () => {
    const input = { ground: 'barred', reasons: '在限制申请的期限内' };
    const basisOf = (...misconduct: EarlierMisconduct[]) =>
      filed('2026-04-01', ...misconduct)
        .take('refuse-acceptance', '2026-04-01', clerk, input)
        .facts.at(-1)?.basis;
    expect(basisOf(revoked)).toMatchObject([{ ref: '行政许可法 第七十九条' }]);
    expect(basisOf({ ...revoked, ground: 'false-materials' })).toMatchObject([
      { ref: '行政许可法 第七十八条' },
    ]);
    expect(basisOf()).toMatchObject([{ ref: '行政许可法 第七十八条、第七十九条' }]);
  });

  it('what silence has accepted is not granted', () => {
    const made = filed('2026-04-01', revoked).settle('2026-04-10');
    expect(made.facts.at(-1)).toMatchObject({ kind: 'accepted', data: { deemed: true } });
    made.take('review', '2026-04-10', at('reviewer'), { conclusion: 'agree', opinion: '符合条件' });
    const decide = (outcome: string) =>
      made.try('decide', '2026-04-10', at('approver'), { outcome, reasons: '在限制申请的期限内' });
    expect(decide('grant')).toMatchObject({ code: 'applicant/barred' });
    expect(decide('deny')).toBeUndefined();
  });

  it('what was handed in before is no application again; without danger to anybody nothing is barred', () => {
    expect(filed('2026-02-27', revoked).try('accept', '2026-03-03', clerk)).toBeUndefined();
    expect(
      filed('2026-04-01', { ...revoked, until: null }).try('accept', '2026-04-01', clerk),
    ).toBeUndefined();
  });

  it.each([
    ['2026-04-03', 3, '2029-04-03'],
    ['2024-02-29', 1, '2025-02-28'],
    // A rest day: a bar does not roll.
    ['2026-01-01', 1, '2027-01-01'],
  ])('a bar from %s for %i years ends on %s', (from, years, last) =>
    expect(lastDayOfBar(from, years)).toBe(last),
  );
});
