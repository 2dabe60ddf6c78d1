/** The lives that golden/licensing-1.json tells: together they have every fact that version 1 knows. */

import type { Procedure } from '../../../kernel/procedure/declaration.ts';
import {
  applicant,
  at,
  clerk,
  ImaginedCase,
  issuer,
} from '../../../kernel/procedure/imagined-case.fixture.ts';
import { jointLicence, licence } from '../items.fixture.ts';

const agree = { conclusion: 'agree', opinion: '符合条件' };
const reviewer = (office: string) => at('reviewer', office);
const plan = { materialCode: 'plan', documentId: 'd1' };

export function livesOfVersion1(procedure: Procedure): Record<string, ImaginedCase> {
  return {
    'three offices, from draft to rating': new ImaginedCase(procedure, jointLicence)
      .file('2026-03-02', { draft: true })
      .file('2026-03-03')
      .take('notify-once', '2026-03-04', clerk, {
        items: [{ materialCode: 'plan', text: '缺平面图' }, { text: '说明面积' }],
        termDays: 10,
      })
      .take('correct', '2026-03-05', applicant, { answers: [{ item: 1, text: '80 平方米' }] })
      .take('correct', '2026-03-06', applicant, { materials: [plan] })
      .take('accept', '2026-03-09', clerk)
      .take('supplement', '2026-03-10', applicant, {
        materials: [{ materialCode: 'health', documentId: 'd2' }],
      })
      .take('suspend', '2026-03-11', reviewer('fire'), { reason: 'testing', days: 5, notice: '检测' })
      .take('suspend', '2026-03-13', reviewer('planning'), {
        reason: 'expert-review',
        days: 3,
        notice: '评审',
      })
      .take('resume', '2026-03-17', reviewer('planning'))
      .take('resume', '2026-03-18', reviewer('fire'))
      .take('review', '2026-03-19', reviewer('fire'), agree)
      .take('review', '2026-03-20', reviewer('planning'), { conclusion: 'disagree', opinion: '退线不足' })
      .take('review', '2026-03-20', reviewer('market-regulation'), agree)
      .take('send-back', '2026-03-23', at('approver'), { to: 'review', office: 'planning', reasons: '复核' })
      .take('extend', '2026-03-24', at('head'), { days: 10, reasons: '情况复杂' })
      .take('review', '2026-03-25', reviewer('planning'), agree)
      .take('decide', '2026-03-26', at('approver'), { outcome: 'grant', conditions: '按图施工' })
      .take('issue', '2026-03-27', issuer)
      .take('deliver', '2026-03-30', issuer, { method: 'electronic' })
      .take('rate', '2026-03-31', applicant, { grade: 4 }),
    'deemed accepted, sent back to the materials, denied': new ImaginedCase(procedure, licence)
      .file('2026-02-13')
      .settle('2026-03-02')
      .take('review', '2026-03-03', at('reviewer'), agree)
      .take('send-back', '2026-03-04', at('approver'), { to: 'materials', reasons: '材料' })
      .take('review', '2026-03-05', at('reviewer'), { conclusion: 'disagree', opinion: '不符合' })
      .take('decide', '2026-03-06', at('approver'), { outcome: 'deny', reasons: '场所不符合要求' })
      .take('deliver', '2026-03-09', clerk, { method: 'window' }),
    'not accepted': new ImaginedCase(procedure, licence)
      .file('2026-03-02')
      .take('refuse-acceptance', '2026-03-03', clerk, { ground: 'no-licence-needed', reasons: '不需要' })
      .take('deliver', '2026-03-04', clerk, { method: 'collection' }),
    'lapsed where the district says so': new ImaginedCase(procedure, licence, {
      lapseAfterCorrectionTerm: true,
    })
      .file('2026-03-02')
      .take('notify-once', '2026-03-03', clerk, { items: [{ text: '补正' }], termDays: 10 })
      .settle('2026-03-18'),
    'withdrawn while it is reviewed': new ImaginedCase(procedure, licence)
      .file('2026-03-02')
      .take('accept', '2026-03-02', clerk)
      .take('withdraw', '2026-03-05', applicant),
  };
}
