import { Problem } from '../../platform/http/problem.ts';
import type { ProblemCode } from '../../platform/http/problem-codes.ts';

export const ledgerProblems = {
  unknownFact: {
    code: 'fact/unknown',
    status: 404,
    title: '账本里没有这条事实',
    meaning: '请核对对象的类型、编号和版本，或者事实的散列值。',
  },
  unknownCheckpoint: {
    code: 'checkpoint/unknown',
    status: 404,
    title: '没有这个检查点',
    meaning: '没有在这个条数上签过检查点，或者账本里还没有事实。已签的检查点见 /api/v1/ledger/checkpoints。',
  },
  outsideTree: {
    code: 'proof/outside-tree',
    status: 409,
    title: '这个范围证明不了',
    meaning: '事实的位置不在所给的条数之内，或者账本还没有这么多条事实。',
  },
} as const satisfies Record<string, ProblemCode>;

export function ledgerProblem(kind: keyof typeof ledgerProblems, detail?: string, needed?: string): Problem {
  const { code, status, title, meaning } = ledgerProblems[kind];
  return new Problem({
    code,
    status,
    title,
    detail: detail ?? meaning,
    ...(needed === undefined ? {} : { needed }),
  });
}
