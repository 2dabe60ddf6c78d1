/** What the routes about seals answer beside the refusals of the rules. */
import type { Refusal } from '../../kernel/procedure/declaration.ts';
import { Problem, type ProblemError } from '../../platform/http/problem.ts';
import { type ProblemCode, registerProblemCodes } from '../../platform/http/problem-codes.ts';
import { refusalCodes } from './refusals.ts';

const ruleSaysNo = '依规定目前不能办理';

const codes = {
  'seal/forbidden': {
    status: 403,
    title: '这一步不由您办理',
    meaning: '您看得到这枚印章，但这一步属于其他岗位。',
  },
  'seal/stale-version': {
    status: 412,
    title: '印章已有新的变化',
    meaning: '您看到的不是最新的情况，请刷新后再办理。',
  },
  'seal/none': {
    status: 409,
    title: '没有可以使用的印章',
    meaning: '这个机关没有使用中的印章，也没有代表它的行政审批专用章；请先申请、制作并启用。',
  },
  'seal/not-in-use': {
    status: 409,
    title: '印章不在使用中',
    meaning: '印章已经停用、注销，或者还没有启用，不能用印。',
  },
  'seal/expired': { status: 409, title: '印章的有效期已经届满', meaning: '不能用印；请更换新的印章。' },
  'seal/not-yours': { status: 409, title: '您不在用印人员之中', meaning: '可以用印的岗位由印章管理员登记。' },
  'seal/wrong-purpose': { status: 409, title: '这枚印章不能用于此处', meaning: '专用章只能用于它的用途。' },
  'seal/key-unavailable': {
    status: 503,
    title: '印章的密钥暂时不能使用',
    meaning: '密钥库或者签名服务没有答复，没有用印，也没有留下任何结果；请稍后再试，或者联系印章管理员。',
  },
  'seal/check-failed': {
    status: 503,
    title: '用印后的自查没有通过',
    meaning: '盖章的文件没有通过本系统自己的核验，没有发出；请联系印章管理员。',
  },
} satisfies Record<string, Omit<ProblemCode, 'code'>>;

export type SealProblemCode = keyof typeof codes;

export function registerSealProblems(): void {
  registerProblemCodes(Object.entries(codes).map(([code, entry]) => ({ code, ...entry })));
  registerProblemCodes(
    Object.entries(refusalCodes).map(([code, meaning]) => ({
      code,
      status: 409,
      title: ruleSaysNo,
      meaning,
    })),
  );
}

export function sealProblem(
  code: SealProblemCode,
  more: { detail?: string; needed?: string; basis?: string } = {},
): Problem {
  const { status, title, meaning } = codes[code];
  return new Problem({ status, code, title, detail: meaning, ...more });
}

export const invalid = (errors: ProblemError[]) =>
  new Problem({
    status: 422,
    code: 'input/invalid',
    title: '填写的内容有误',
    detail: errors.map(({ message }) => message).join(''),
    errors,
  });

export function refused({ code, reason, needed, basis }: Refusal): Problem {
  return new Problem({
    status: 409,
    code,
    title: ruleSaysNo,
    detail: reason,
    needed,
    basis: basis.map(({ ref }) => ref).join('；'),
  });
}

export const stepUnknown = (name: string) =>
  new Problem({
    status: 422,
    code: 'step/unknown',
    title: '没有这个步骤',
    detail: `没有名为“${name.slice(0, 60)}”的步骤。`,
    errors: [{ pointer: '/step', code: 'step/unknown', message: '请从 nextSteps 中选择。' }],
  });
