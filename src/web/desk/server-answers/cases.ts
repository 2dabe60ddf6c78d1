import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { CaseSummary } from '../../../capabilities/cases/case-summary.ts';
import type { Filing } from '../../../capabilities/cases/filing.ts';
import type { CaseQuery } from '../../../capabilities/cases/list-cases.ts';
import type { ExplainedClock } from '../../../capabilities/cases/view/clock-views.ts';
import type { OfferedStep } from '../../../capabilities/cases/view/offered-steps.ts';
import type { CaseView } from '../../../capabilities/cases/view-case.ts';
import type { WorkItem } from '../../../capabilities/cases/worklist.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import type { Page } from '../../../platform/http/list-page.ts';
import { newIdempotencyKey, request } from './request.ts';

const root = '/api/v1/cases';
export const casePath = (caseNo: string) => `${root}/${encodeURIComponent(caseNo)}`;
export const letterPath = (caseNo: string, letterId: string) =>
  `${casePath(caseNo)}/letters/${encodeURIComponent(letterId)}`;
const caseKey = (caseNo: string) => ['case', caseNo];

export type CaseFilter = Omit<CaseQuery, 'limit' | 'cursor'>;
const refreshEvery = 30_000;
const pageLength = 50;

/** What waits for me, the most urgent first. Asked anew every half minute while the page is looked at. */
export function useWorklist(step: string | undefined) {
  return useInfiniteQuery({
    queryKey: ['worklist', step ?? ''],
    queryFn: ({ pageParam, signal }) =>
      request<Page<WorkItem>>(`/api/v1/worklist${asQuery({ step, limit: pageLength, cursor: pageParam })}`, {
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: refreshEvery,
    placeholderData: keepPreviousData,
  });
}

export function useCases(filter: CaseFilter, limit = pageLength) {
  return useInfiniteQuery({
    queryKey: ['cases', filter, limit],
    queryFn: ({ pageParam, signal }) =>
      request<Page<CaseSummary>>(`${root}${asQuery({ ...filter, limit, cursor: pageParam })}`, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export function useCase(caseNo: string) {
  return useQuery({
    queryKey: caseKey(caseNo),
    queryFn: ({ signal }) => request<CaseView>(casePath(caseNo), { signal }),
    refetchOnWindowFocus: true,
  });
}

export function useClockExplanation(caseNo: string, name: string, version: number) {
  return useQuery({
    queryKey: ['clock', caseNo, name, version],
    queryFn: ({ signal }) =>
      request<ExplainedClock>(`${casePath(caseNo)}/clocks/${encodeURIComponent(name)}`, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Sends a step, in the lane it was offered in, with the version that was seen. The same input again carries the same key. */
export function useStep(shown: CaseView, { step, lane }: Pick<OfferedStep, 'step' | 'lane'>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: JsonObject) => {
      const body = { step, input, version: shown.version, ...(lane === undefined ? {} : { lane }) };
      return request<CaseView>(`${casePath(shown.caseNo)}/steps`, {
        method: 'POST',
        body,
        idempotencyKey: keyOf(shown.caseNo, body),
      });
    },
    onSuccess: (answer) => showChanged(queries, answer),
  });
}

export function useFiling() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (filing: Filing) =>
      request<CaseView>(root, { method: 'POST', body: filing, idempotencyKey: keyOf('filing', filing) }),
    onSuccess: (answer) => showChanged(queries, answer),
  });
}

function showChanged(queries: ReturnType<typeof useQueryClient>, answer: CaseView): void {
  queries.setQueryData(caseKey(answer.caseNo), answer);
  void queries.invalidateQueries({ queryKey: ['worklist'] });
  void queries.invalidateQueries({ queryKey: ['cases'] });
}

/** Keys of what was sent, by its content, so that a repeated click or a retry after a lost answer is recognised. */
const keys = new Map<string, string>();

function keyOf(subject: string, body: unknown): string {
  const content = `${subject} ${JSON.stringify(body)}`;
  const known = keys.get(content) ?? newIdempotencyKey();
  keys.set(content, known);
  return known;
}

export function asQuery(values: Record<string, string | number | undefined>): string {
  const given = Object.entries(values).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, String(value)]],
  );
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}
