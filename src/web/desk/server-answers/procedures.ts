/** How items are handled: explanations and flow charts, made by the server from its declarations. */
import { useQuery } from '@tanstack/react-query';
import type { FlowOfCase } from '../../../capabilities/cases/flow-of-case.ts';
import type { Explanation } from '../../../kernel/procedure/explanation.ts';
import { casePath } from './cases.ts';
import { request } from './request.ts';

const seldom = 10 * 60_000;

export function useExplanation(itemId: string | undefined) {
  return useQuery({
    queryKey: ['procedure', itemId],
    queryFn: ({ signal }) =>
      request<Explanation>(`/api/v1/items/${encodeURIComponent(itemId ?? '')}/procedure`, { signal }),
    enabled: itemId !== undefined,
    staleTime: seldom,
  });
}

/** Asked anew with every version of the case: its way has grown. */
export function useFlow(caseNo: string, version: number) {
  return useQuery({
    queryKey: ['flow', caseNo, version],
    queryFn: ({ signal }) => request<FlowOfCase>(`${casePath(caseNo)}/flow-chart`, { signal }),
    staleTime: seldom,
  });
}
