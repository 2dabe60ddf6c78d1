/** Why a certificate may end, each ground with its article. They are different endings with different consequences. */

export interface Ground {
  label: string;
  /** Of 行政许可法. */
  article: string;
}

/** 撤销, 69: the grant itself was wrong. */
export const revocationGrounds = {
  abuse: {
    label: '行政机关工作人员滥用职权、玩忽职守作出准予决定',
    article: '第六十九条第一款第（一）项',
  },
  'no-power': { label: '超越法定职权作出准予决定', article: '第六十九条第一款第（二）项' },
  procedure: { label: '违反法定程序作出准予决定', article: '第六十九条第一款第（三）项' },
  unqualified: {
    label: '对不具备申请资格或者不符合法定条件的申请人作出准予决定',
    article: '第六十九条第一款第（四）项',
  },
  'other-law': { label: '依法可以撤销的其他情形', article: '第六十九条第一款第（五）项' },
  fraud: { label: '以欺骗、贿赂等不正当手段取得', article: '第六十九条第二款' },
} as const satisfies Record<string, Ground>;

/** 撤回, 8 ¶2: the grant was right, and the public interest now needs it back, against compensation. */
export const withdrawalGrounds = {
  'law-changed': { label: '所依据的法律、法规、规章修改或者废止', article: '第八条第二款' },
  'facts-changed': { label: '所依据的客观情况发生重大变化', article: '第八条第二款' },
} as const satisfies Record<string, Ground>;

/** 注销, 70: what is over is struck off the register. */
export const cancellationGrounds = {
  expired: { label: '有效期届满未延续', article: '第七十条第（一）项' },
  'person-lost': { label: '公民死亡或者丧失行为能力', article: '第七十条第（二）项' },
  'organization-ended': { label: '法人或者其他组织依法终止', article: '第七十条第（三）项' },
  'ended-before': { label: '许可依法被撤销、撤回，或者证件依法被吊销', article: '第七十条第（四）项' },
  'force-majeure': { label: '因不可抗力导致许可事项无法实施', article: '第七十条第（五）项' },
  'other-law': { label: '法律、法规规定应当注销的其他情形', article: '第七十条第（六）项' },
} as const satisfies Record<string, Ground>;

export const endings = { revoke: '撤销', withdraw: '撤回' } as const;
export type Ending = keyof typeof endings;

export const groundsOf = { revoke: revocationGrounds, withdraw: withdrawalGrounds } as const;

export const labelsOf = <Grounds extends Record<string, Ground>>(grounds: Grounds) =>
  Object.fromEntries(Object.entries(grounds).map(([code, { label }]) => [code, label])) as Record<
    keyof Grounds & string,
    string
  >;

/** The ground behind a code, wherever it stands; undefined for none of ours. */
export function findGround(kind: string, code: string): Ground | undefined {
  const all: Record<string, Record<string, Ground>> = {
    revoked: revocationGrounds,
    'licence-withdrawn': withdrawalGrounds,
    cancelled: cancellationGrounds,
    'ending-proposed': { ...revocationGrounds, ...withdrawalGrounds },
  };
  return all[kind]?.[code];
}
