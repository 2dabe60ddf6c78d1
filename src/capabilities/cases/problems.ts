/** Refusals of the case engine as problems; the rule's own code goes out as it is. */
import { isKeptByItem } from '../../kernel/procedure/capacities.ts';
import type { Refusal, RuleContext, Who } from '../../kernel/procedure/declaration.ts';
import { Problem, type ProblemError } from '../../platform/http/problem.ts';
import { registerProblemCodes } from '../../platform/http/problem-codes.ts';
import type { ProcedureModule } from './procedure-module.ts';

const ruleSaysNo = '依规定目前不能办理';

registerProblemCodes([
  {
    code: 'step/forbidden',
    status: 403,
    title: '这一步不由您办理',
    meaning: '您看得到这个办件，但这一步属于其他岗位。',
  },
  {
    code: 'post/other-items',
    status: 403,
    title: '这个事项不由您办理',
    meaning: '岗位相符，但您的岗位只办理指定的事项，不包括这一项。',
  },
  {
    code: 'step/unknown',
    status: 422,
    title: '没有这个步骤',
    meaning: '步骤名称见办件的 nextSteps 与 notNow。',
  },
  {
    code: 'step/not-from-here',
    status: 409,
    title: '目前不能办理这一步',
    meaning: 'needed 说明需要先具备什么条件。',
  },
  {
    code: 'step/not-in-law',
    status: 409,
    title: '本事项没有这一步',
    meaning: '事项依据的法律没有规定这一步，例如备案事项没有听证。',
  },
  {
    code: 'case/stale-version',
    status: 412,
    title: '办件已有新的进展',
    meaning: '您看到的版本不是最新的，请刷新后再办理。',
  },
  {
    code: 'case/not-a-draft',
    status: 409,
    title: '办件已经提交',
    meaning: '只有草稿可以修改；提交后请通过补正更正。',
  },
  { code: 'item/unknown', status: 422, title: '没有这个事项', meaning: '事项编号见 /api/v1/items。' },
  {
    code: 'item/guide-only',
    status: 409,
    title: '该事项只提供指南',
    meaning: '请按办事指南到相应窗口办理。',
  },
  {
    code: 'item/no-procedure',
    status: 404,
    title: '没有这个事项的办理程序',
    meaning: '事项编号见 /api/v1/items；只有指南的事项没有办理程序。',
  },
  { code: 'letter/unknown', status: 404, title: '没有这份文书', meaning: '文书编号见办件的 letters。' },
  {
    code: 'letter/masked',
    status: 403,
    title: '这份文书不由您查看',
    meaning: '文书上有当事人的个人信息，只有办理这个办件的岗位可以查看。',
  },
  { code: 'clock/unknown', status: 404, title: '没有这个时限', meaning: '时限名称见办件的 clocks。' },
]);

/** Every rule's refusal goes out as 409 under its own code; the list of problems names them all. */
export function registerRefusalCodes(modules: readonly Pick<ProcedureModule, 'refusalCodes'>[]): void {
  for (const { refusalCodes = {} } of modules) {
    registerProblemCodes(
      Object.entries(refusalCodes).map(([code, meaning]) => ({
        code,
        status: 409,
        title: ruleSaysNo,
        meaning,
      })),
    );
  }
}

export const stepForbidden = (label: string) =>
  new Problem({
    status: 403,
    code: 'step/forbidden',
    title: '这一步不由您办理',
    detail: `“${label}”属于其他岗位。`,
  });

/** Whoever may not take a step is told whether it is her post, or only the items her post is for. */
export function forbidden(
  label: string,
  allowed: readonly Who[],
  asked: RuleContext,
  lane?: string,
): Problem {
  return isKeptByItem(allowed, asked, lane) ? forOtherItems(asked.item.name) : stepForbidden(label);
}

export const forOtherItems = (item: string) =>
  new Problem({
    status: 403,
    code: 'post/other-items',
    title: '这个事项不由您办理',
    detail: `您的岗位只办理指定的事项，不包括“${item}”。`,
    needed: '请由获得授权的同事办理；需要调整授权的，请联系系统管理员。',
  });

export const letterMasked = () =>
  new Problem({
    status: 403,
    code: 'letter/masked',
    title: '这份文书不由您查看',
    detail: '文书上有当事人的个人信息，只有办理这个办件的岗位可以查看。需要时请向办理部门索取。',
  });

export const stepUnknown = (name: string) =>
  new Problem({
    status: 422,
    code: 'step/unknown',
    title: '没有这个步骤',
    detail: `没有名为“${name.slice(0, 60)}”的步骤。`,
    errors: [{ pointer: '/step', code: 'step/unknown', message: '请从办件的 nextSteps 中选择。' }],
  });

export const invalid = (errors: ProblemError[]) =>
  new Problem({
    status: 422,
    code: 'input/invalid',
    title: '填写的内容有误',
    detail: errors.map((error) => error.message).join(''),
    errors,
  });

export const staleVersion = (whatHappened: string) =>
  new Problem({
    status: 412,
    code: 'case/stale-version',
    title: '办件已有新的进展',
    detail: whatHappened,
    needed: '请刷新，看过最新的进展后再决定是否继续。',
  });

export const refused = (refusal: Refusal) =>
  new Problem({
    status: 409,
    code: refusal.code,
    title: ruleSaysNo,
    detail: refusal.reason,
    needed: refusal.needed,
    basis: refusal.basis.map((basis) => basis.ref).join('；'),
  });

export const foreignDocument = (id: string, pointer: string): ProblemError => ({
  pointer,
  code: 'document/unknown',
  message: `没有编号为 ${id.slice(0, 64)} 的文件，或者不是您上传的，请重新上传。`,
});
