/** How the result reaches the applicant: 行政许可法 44. */
import { describe, expect, it } from 'vitest';
import { applicant, at, clerk, ImaginedCase, issuer } from '../../kernel/procedure/imagined-case.fixture.ts';
import { licence } from './items.fixture.ts';
import { licensing } from './licensing.ts';

const post = { method: 'express', receiver: '甲', phone: '13800000000', address: '示范路20号' };
const issued = () =>
  new ImaginedCase(licensing, licence)
    .file('2026-03-02')
    .take('accept', '2026-03-02', clerk)
    .take('review', '2026-03-03', at('reviewer'), { conclusion: 'agree', opinion: '符合' })
    .take('decide', '2026-03-04', at('approver'), { outcome: 'grant' })
    .take('issue', '2026-03-05', issuer);

describe('delivery, 行政许可法 44', () => {
  it('by post needs to whom, where and a telephone; electronically the consent', () => {
    const wrong = (input: object) =>
      issued()
        .faults('choose-delivery', '2026-03-05', applicant, { ...input })
        .map(({ pointer }) => pointer);
    expect(wrong({ method: 'express', address: ' ' })).toEqual(['/receiver', '/phone', '/address']);
    expect(wrong({ method: 'electronic' })).toEqual(['/consent']);
    expect(wrong({ method: 'electronic', consent: true })).toEqual([]);
    expect(wrong(post)).toEqual([]);
    expect(wrong({ method: 'collection' })).toEqual([]);
  });

  it('is told to whoever delivers as the applicant chose it last; nobody is taken to have consented', () => {
    const made = issued();
    const read = () => made.cautions('deliver', '2026-03-06', issuer).join();
    expect(read()).toContain('没有选择送达方式');
    made.take('choose-delivery', '2026-03-05', applicant, { method: 'electronic', consent: true });
    expect(read()).toContain('同意电子送达');
    made.take('choose-delivery', '2026-03-05', applicant, post);
    expect(read()).toContain('甲，13800000000，示范路20号');
  });

  it('by post asks for the number of the parcel, and goes on without', () => {
    const made = issued();
    made.take('choose-delivery', '2026-03-05', applicant, post);
    expect(made.cautions('deliver', '2026-03-06', issuer).join()).toContain('请填写单号');
    expect(made.faults('deliver', '2026-03-06', issuer, { method: 'express' })).toEqual([]);
    expect(made.faults('deliver', '2026-03-06', issuer, { method: 'express', trackingNo: 'E1' })).toEqual([]);
  });

  it('by post is signed for once, after it was sent', () => {
    const made = issued().take('deliver', '2026-03-06', issuer, { method: 'express', trackingNo: 'E1' });
    const signed = (signedOn: string) => ({ signedOn, receiver: '甲' });
    expect(made.faults('record-signature', '2026-03-10', issuer, signed('2026-03-05'))).toHaveLength(1);
    expect(made.faults('record-signature', '2026-03-10', issuer, signed('2026-03-11'))).toHaveLength(1);
    made.take('record-signature', '2026-03-10', issuer, signed('2026-03-09'));
    expect(made.try('record-signature', '2026-03-11', issuer, signed('2026-03-09'))?.code).toBe(
      'step/not-from-here',
    );
    const handed = issued().take('deliver', '2026-03-06', issuer, { method: 'window' });
    expect(handed.try('record-signature', '2026-03-10', issuer, signed('2026-03-09'))?.code).toBe(
      'step/not-from-here',
    );
  });
});
