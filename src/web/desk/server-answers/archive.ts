/** What the archive holds, what was handed over, and what is to be erased. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Page } from '../../../platform/http/list-page.ts';
import { newIdempotencyKey, request } from './request.ts';

export interface BatchShown {
  id: string;
  madeBy: string;
  madeAt: string;
  closedFrom: string;
  closedTo: string;
  status: 'running' | 'done';
  archived: number;
}

export interface ArchivedShown {
  caseNo: string;
  itemName: string;
  officeName: string;
  closedOn: string;
  classLabel: string;
  keepUntil: string | null;
  transfer: string | null;
  destroyedOn: string | null;
  package: { size: number; sm3: string } | null;
}

export interface TransferShown {
  id: string;
  receiver: string;
  madeBy: string;
  madeAt: string;
  handedOverOn: string | null;
  takenBy: string | null;
  cases: number;
}

export interface ErasureShown {
  id: string;
  ground: string;
  groundLabel: string;
  basis: string;
  basisRead: boolean;
  reasons: string;
  status: 'proposed' | 'refused' | 'approved' | 'carried-out';
  proposedBy: string;
  proposedAt: string;
  decidedBy: string | null;
  decidedAt: string | null;
  cases: number;
  done: number;
}

export interface ErasureWhole extends ErasureShown {
  listed: { caseNo: string; versions: number[] | null; done: boolean }[];
}

export interface ErasureToPropose {
  ground: string;
  basis?: string;
  reasons: string;
  cases: { caseNo: string; versions?: number[] }[];
}

const root = ['archive'];
const pauseMs = 2_000;

/** Asked again while one of them is under way. */
export function useBatches() {
  return useQuery({
    queryKey: [...root, 'batches'],
    queryFn: ({ signal }) => request<{ items: BatchShown[] }>('/api/v1/archive-batches', { signal }),
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ status }) => status === 'running') ? pauseMs : false,
  });
}

export function useArchived(filters: { class: string; due: string }) {
  return useInfiniteQuery({
    queryKey: [...root, 'cases', filters],
    queryFn: ({ signal, pageParam }) => {
      const query = new URLSearchParams(Object.entries(filters).filter(([, value]) => value !== ''));
      if (pageParam) query.set('cursor', pageParam);
      return request<Page<ArchivedShown>>(`/api/v1/archived-cases?${query}`, { signal });
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
}

export function useSchedule() {
  return useQuery({
    queryKey: [...root, 'schedule'],
    queryFn: ({ signal }) =>
      request<{ title: string; version: number; classes: Record<string, { label: string }> }>(
        '/api/v1/retention-schedule',
        { signal },
      ),
    staleTime: 60_000,
  });
}

export function useTransfers() {
  return useQuery({
    queryKey: [...root, 'transfers'],
    queryFn: ({ signal }) => request<{ items: TransferShown[] }>('/api/v1/transfers', { signal }),
  });
}

export function useErasures() {
  return useQuery({
    queryKey: [...root, 'erasures'],
    queryFn: ({ signal }) => request<Page<ErasureShown>>('/api/v1/erasures?limit=100', { signal }),
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ status }) => status === 'approved') ? pauseMs : false,
  });
}

export function useErasure(id: string | undefined) {
  return useQuery({
    queryKey: [...root, 'erasures', id],
    enabled: id !== undefined,
    queryFn: ({ signal }) => request<ErasureWhole>(`/api/v1/erasures/${id}`, { signal }),
  });
}

export const useArchiving = () =>
  useWriting((body: { closedFrom: string; closedTo: string }) => ['/api/v1/archive-batches', body]);

export const useListingTransfer = () =>
  useWriting((body: { receiver: string; caseNos: string[] }) => ['/api/v1/transfers', body]);

export const useHandingOver = () =>
  useWriting(({ id, ...body }: { id: string; on: string; takenBy: string }) => [
    `/api/v1/transfers/${id}/hand-over`,
    body,
  ]);

export const useProposingErasure = () => useWriting((body: ErasureToPropose) => ['/api/v1/erasures', body]);

export const useDecidingErasure = () =>
  useWriting(({ id, ...body }: { id: string; outcome: 'approve' | 'refuse'; reasons: string }) => [
    `/api/v1/erasures/${id}/decision`,
    body,
  ]);

/** What one part of the archive did, another shows: all of it is asked again. */
function useWriting<Body>(call: (body: Body) => [path: string, body: object]) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (given: Body) => {
      const [path, body] = call(given);
      return request<{ id: string }>(path, { method: 'POST', body, idempotencyKey: newIdempotencyKey() });
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: root }),
  });
}
