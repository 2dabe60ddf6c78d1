import { Problem } from '../../platform/http/problem.ts';
import { type ProblemCode, registerProblemCodes, shellProblem } from '../../platform/http/problem-codes.ts';

const unknown: ProblemCode = {
  code: 'item/unknown',
  status: 404,
  title: '没有这个事项',
  meaning: '事项编号或版本不存在。请从事项列表中查找，或按名称、拼音搜索。',
};

registerProblemCodes([unknown]);

export function itemUnknown(itemId: string, version?: number): Problem {
  const which = version === undefined ? `事项“${itemId}”` : `事项“${itemId}”的第 ${version} 版`;
  const { code, status, title } = unknown;
  return new Problem({ code, status, title, detail: `${which}不存在。请按名称或拼音搜索事项。` });
}

export function cursorInvalid(): Problem {
  const message = '不是本接口给出的翻页标记，请从第一页重新查询';
  return shellProblem('input/invalid', {
    errors: [{ pointer: '/cursor', code: 'input/cursor', message, in: 'query' }],
  });
}
