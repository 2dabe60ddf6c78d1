/** Lives with a hearing, for golden/licensing-2.json: one that was requested and held, one that nobody wanted any more. */
import type { Procedure } from '../../../kernel/procedure/declaration.ts';
import {
  applicant,
  at,
  clerk,
  ImaginedCase,
  interested,
  issuer,
} from '../../../kernel/procedure/imagined-case.fixture.ts';
import { licence } from '../items.fixture.ts';

const reviewer = at('reviewer');
const neighbour = interested('邻居甲');
const tell = {
  reasons: '油烟影响相邻住户',
  parties: ['邻居甲', '邻居乙'].map((name) => ({ kind: 'natural-person', name, phone: '13900000001' })),
};
const plan = {
  at: '09:30',
  place: '第一会议室',
  chair: '丁',
  openness: 'public',
  announce: true,
  reasons: '场地不够',
};

export function livesWithHearing(procedure: Procedure): Record<string, ImaginedCase> {
  return {
    'heard at the request of a neighbour': heardLife(procedure),
    'a hearing asked for and not wanted any more': droppedLife(procedure),
  };
}

const told = (procedure: Procedure) =>
  new ImaginedCase(procedure, licence)
    .file('2026-03-02')
    .take('accept', '2026-03-02', clerk)
    .take('tell-hearing-right', '2026-03-03', reviewer, tell);

function heardLife(procedure: Procedure): ImaginedCase {
  return told(procedure)
    .take('state-views', '2026-03-04', applicant, { text: '已装净化设备' })
    .take('waive-hearing', '2026-03-04', applicant)
    .take('request-hearing', '2026-03-05', neighbour, { reasons: '油烟' })
    .settle('2026-03-11')
    .take('schedule-hearing', '2026-03-11', reviewer, { ...plan, on: '2026-03-24' })
    .take('reschedule-hearing', '2026-03-12', reviewer, { ...plan, on: '2026-03-26' })
    .take('challenge-chair', '2026-03-13', neighbour, { reasons: '与申请人有亲属关系' })
    .take('settle-challenge', '2026-03-16', at('head'), {
      outcome: 'replace',
      chair: '戊',
      reasons: '情况属实',
    })
    .take('record-hearing', '2026-03-26', reviewer, {
      attendees: [
        { name: '邻居甲', standing: 'interested-party' },
        { name: '甲', standing: 'applicant' },
      ],
      review: '净化设备合格',
      statements: '要求定期清洗',
    })
    .take('sign-record', '2026-03-27', reviewer)
    .take('review', '2026-03-30', reviewer, { conclusion: 'agree', opinion: '符合条件' })
    .take('decide', '2026-03-31', at('approver'), { outcome: 'grant' })
    .take('issue', '2026-04-01', issuer)
    .take('deliver', '2026-04-02', issuer, { method: 'electronic' });
}

function droppedLife(procedure: Procedure): ImaginedCase {
  return told(procedure)
    .take('request-hearing', '2026-03-05', neighbour)
    .take('withdraw-hearing-request', '2026-03-06', neighbour)
    .take('require-hearing', '2026-03-09', reviewer, {
      ground: 'public-interest',
      reasons: '公众关注',
      days: 15,
    })
    .take('withdraw', '2026-03-10', applicant);
}
