/** The lives that golden/licensing-2.json tells: with those of version 1, every fact that version 2 and the kernel know. */
import { law, local } from '../../../kernel/basis.ts';
import type { Procedure } from '../../../kernel/procedure/declaration.ts';
import {
  applicant,
  at,
  clerk,
  ImaginedCase,
  issuer,
  person,
} from '../../../kernel/procedure/imagined-case.fixture.ts';
import { fourOffices, licence } from '../items.fixture.ts';
import { livesOfVersion1 } from './golden-1.fixture.ts';
import { livesWithHearing } from './golden-hearing.fixture.ts';

const agree = { conclusion: 'agree', opinion: '符合条件' };
const reviewer = (office: string) => at('reviewer', office);
const supervisor = at('supervisor', 'hall');
const rules = {
  title: '《试验区政务服务规则》',
  noticeDays: 5,
  deliveryDays: 10,
  deemedAcceptance: true,
  consultationDays: 5,
};

export function livesOfVersion2(procedure: Procedure): Record<string, ImaginedCase> {
  return {
    ...livesOfVersion1(procedure),
    'four offices, everything beside each other': fourOfficesLife(procedure),
    'a renewal nobody decided in time': deemedRenewal(procedure),
    'by post, and signed for': postedLife(procedure),
    'mended on the spot': new ImaginedCase(procedure, licence)
      .file('2025-09-01')
      .take('correct', '2025-09-02', applicant, { form: { area: '80' } })
      .take('accept', '2025-09-02', clerk),
    'withdrawn, and its words erased': erasedLife(procedure),
    ...livesWithHearing(procedure),
  };
}

function deemedRenewal(procedure: Procedure): ImaginedCase {
  const made = new ImaginedCase(procedure, { ...licence, business: 'renewal' });
  return made
    .file('2025-09-01', { licence: { id: 'l1', validTo: '2025-10-10', applyBy: '2025-09-10' } })
    .take('accept', '2025-09-01', clerk)
    .settle('2025-10-11')
    .take('issue', '2025-10-13', issuer)
    .take('deliver', '2025-10-14', issuer, { method: 'electronic' });
}

function fourOfficesLife(procedure: Procedure): ImaginedCase {
  const made = new ImaginedCase(procedure, fourOffices, { serviceRules: rules });
  made.officers = [{ person: 'f1', name: '丙', role: 'reviewer', office: 'fire', absent: false }];
  made
    .file('2025-09-01')
    .take('accept', '2025-09-01', clerk)
    .take('assign', '2025-09-02', at('head', 'fire'), { officer: 'f1' })
    .take('consult-office', '2025-09-02', reviewer('health'), { office: 'hall', question: '有无意见' })
    .take('suspend', '2025-09-03', person('f1', { role: 'reviewer', office: 'fire' }), {
      reason: 'expert-review',
      days: 5,
      notice: '评审',
    })
    .take('review', '2025-09-04', reviewer('health'), agree)
    .take('withdraw-conclusion', '2025-09-05', reviewer('health'), { reasons: '看漏一页' })
    .take('urge', '2025-09-08', applicant)
    .take('urge', '2025-09-08', supervisor, { office: 'planning' })
    .take('office-replies', '2025-09-08', reviewer('hall'), { text: '无意见' })
    .take('review', '2025-09-09', reviewer('planning'), agree)
    .take('review', '2025-09-09', reviewer('market-regulation'), agree);
  made.successions = {
    fire: { office: 'emergency', authority: 'emergency', basis: local('机构改革方案（示范）') },
  };
  made.settle('2025-09-10');
  made
    .take('resume', '2025-09-11', reviewer('emergency'))
    .take('review', '2025-09-12', reviewer('emergency'), agree)
    .take('review', '2025-09-12', reviewer('health'), { conclusion: 'disagree', opinion: '通风不足' })
    .take('send-back', '2025-09-15', at('approver'), { to: 'review', offices: ['health'], reasons: '复核' });
  made.items = [
    fourOffices,
    { ...fourOffices, version: 2, reviewOffices: [...fourOffices.reviewOffices, 'hall'] },
  ];
  return made
    .take('move-version', '2025-09-16', at('catalogue', 'hall'), { reasons: '事项更新' })
    .take('review', '2025-09-17', reviewer('health'), agree)
    .take('review', '2025-09-17', reviewer('hall'), agree)
    .take('decide', '2025-09-18', at('approver'), { outcome: 'grant' })
    .take('issue', '2025-09-19', issuer)
    .take('deliver', '2025-09-22', issuer, { method: 'electronic' });
}

function postedLife(procedure: Procedure): ImaginedCase {
  return new ImaginedCase(procedure, licence)
    .file('2025-09-01', { materials: [{ materialCode: 'health', deferred: true }] })
    .take('choose-delivery', '2025-09-01', applicant, {
      method: 'express',
      receiver: '甲',
      phone: '13800000000',
      address: '示范路20号',
    })
    .take('accept', '2025-09-01', clerk)
    .take('review', '2025-09-02', reviewer('market-regulation'), agree)
    .take('decide', '2025-09-03', at('approver'), { outcome: 'grant' })
    .take('issue', '2025-09-04', issuer)
    .take('deliver', '2025-09-05', issuer, { method: 'express', trackingNo: 'E1' })
    .take('record-signature', '2025-09-09', issuer, { signedOn: '2025-09-08', receiver: '甲' })
    .take('supplement', '2025-09-10', applicant, {
      materials: [{ materialCode: 'health', documentId: 'd1' }],
    });
}

function erasedLife(procedure: Procedure): ImaginedCase {
  const made = new ImaginedCase(procedure, licence)
    .file('2025-09-01')
    .take('withdraw', '2025-09-02', applicant);
  const basis = law('个人信息保护法 第四十七条第一款第（四）项');
  return made.happen('2025-10-09', at('leader', 'hall'), [
    {
      kind: 'payload-erased',
      effectiveOn: '2025-10-09',
      basis: [basis],
      data: { version: 1, basis: basis.ref, responsible: 's1', decidedIn: 'erasure/e1', whole: true },
      payload: {},
    },
  ]);
}
