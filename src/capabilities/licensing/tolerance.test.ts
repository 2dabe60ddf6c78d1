/** What may be brought after acceptance: its day, who sees it, and that the promise outlives the decision. */
import { describe, expect, it } from 'vitest';
import { applicant, at, clerk, ImaginedCase, issuer } from '../../kernel/procedure/imagined-case.fixture.ts';
import { licence } from './items.fixture.ts';
import { licensing } from './licensing.ts';

const reviewer = at('reviewer');
const approver = at('approver');
const agree = { conclusion: 'agree', opinion: '符合条件' };
const begun = () => new ImaginedCase(licensing, licence);

describe('容缺受理: what was promised, by the district’s rule that the item cites', () => {
  const promising = () =>
    begun()
      .file('2026-03-02', { materials: [{ materialCode: 'health', deferred: true }] })
      .take('accept', '2026-03-02', clerk);
  const health = (more = {}) => ({ materials: [{ materialCode: 'health', documentId: 'd1', ...more }] });

  it('has a clock against the applicant from acceptance on, under the name of the material', () => {
    expect(promising().clock('tolerance', 'health')).toMatchObject({
      due: '2026-03-16',
      against: 'applicant',
      label: '补交“健康证明”的期限',
      basis: [{ kind: 'local' }],
    });
  });

  it('has none where everything was brought before acceptance', () => {
    const made = begun()
      .file('2026-03-02', { materials: [{ materialCode: 'health', deferred: true }] })
      .take('supplement', '2026-03-02', applicant, health())
      .take('accept', '2026-03-03', clerk);
    expect(made.clocks().map(({ name }) => name)).not.toContain('tolerance');
  });

  it('is stopped by that material and by no other', () => {
    const made = promising().take('supplement', '2026-03-03', applicant, {
      materials: [{ materialCode: 'plan', documentId: 'd2' }],
    });
    expect(made.light('tolerance', '2026-03-03')).toBe('normal');
    made.take('supplement', '2026-03-04', applicant, health());
    expect(made.clock('tolerance').stoppedOn).toBe('2026-03-04');
  });

  it('is before the eyes of whoever decides, and outlives the case', () => {
    const made = promising().take('review', '2026-03-03', reviewer, agree);
    expect(made.cautions('decide', '2026-03-04', approver).join()).toContain(
      '“健康证明”（最迟2026年3月16日）',
    );
    made
      .take('decide', '2026-03-04', approver, { outcome: 'grant' })
      .take('issue', '2026-03-05', issuer)
      .take('deliver', '2026-03-06', issuer, { method: 'electronic' });
    expect(made.light('tolerance', '2026-03-17')).toBe('overdue');
    expect(made.clocks().filter(({ outlives }) => outlives)).toHaveLength(1);
  });

  it('can be kept after the grant, by what was promised and nothing else', () => {
    const made = promising()
      .take('review', '2026-03-03', reviewer, agree)
      .take('decide', '2026-03-04', approver, { outcome: 'grant' });
    const other = { materials: [{ materialCode: 'plan', documentId: 'd2' }] };
    expect(made.faults('supplement', '2026-03-05', applicant, other)).toHaveLength(1);
    expect(made.faults('supplement', '2026-03-05', applicant, health({ deferred: true }))).toHaveLength(1);
    expect(made.faults('supplement', '2026-03-05', applicant, health())).toEqual([]);
    made.take('supplement', '2026-03-05', applicant, health());
    expect(made.try('supplement', '2026-03-06', applicant, health())?.code).toBe('step/not-from-here');
  });

  it('is no longer asked for when the application is denied', () => {
    const made = promising()
      .take('review', '2026-03-03', reviewer, agree)
      .take('decide', '2026-03-04', approver, { outcome: 'deny', reasons: '不符合' });
    expect(made.clock('tolerance').stoppedOn).toBe('2026-03-04');
  });
});
