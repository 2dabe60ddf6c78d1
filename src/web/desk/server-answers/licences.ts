import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { BatchSummary, BatchWhole } from '../../../capabilities/licences/batch-routes.ts';
import type { LicenceAnswered, LicenceSummed } from '../../../capabilities/licences/licence-schema.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import type { Page } from '../../../platform/http/list-page.ts';
import { asQuery } from './cases.ts';
import { newIdempotencyKey, request } from './request.ts';

export type { BatchSummary, BatchWhole, LicenceAnswered, LicenceSummed };

const root = '/api/v1/licences';
const licencePath = (id: string) => `${root}/${encodeURIComponent(id)}`;
const licenceKey = (id: string) => ['licence', id];

/** The picture changes with each new document. */
export const documentPicture = ({
  licenceId,
  documentVersion,
}: Pick<LicenceSummed, 'licenceId' | 'documentVersion'>) =>
  `${licencePath(licenceId)}/preview.svg?v=${documentVersion}`;
export const documentFile = (id: string) => `${licencePath(id)}/file`;
export const licenceLetter = (id: string, letterId: string) =>
  `${licencePath(id)}/letters/${encodeURIComponent(letterId)}`;

export function useLicences(filter: Record<string, string>) {
  return useInfiniteQuery({
    queryKey: ['licences', filter],
    queryFn: ({ pageParam, signal }) =>
      request<Page<LicenceSummed>>(`${root}${asQuery({ ...filter, cursor: pageParam })}`, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

export function useLicence(id: string) {
  return useQuery({
    queryKey: licenceKey(id),
    queryFn: ({ signal }) => request<LicenceAnswered>(licencePath(id), { signal }),
    refetchOnWindowFocus: true,
  });
}

export function useLicenceStep({ licenceId, version }: LicenceAnswered, step: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: JsonObject) =>
      request<LicenceAnswered>(`${licencePath(licenceId)}/steps`, {
        method: 'POST',
        body: { step, input, version },
        idempotencyKey: newIdempotencyKey(),
      }),
    onSuccess: (answer) => {
      queries.setQueryData(licenceKey(licenceId), answer);
      void queries.invalidateQueries({ queryKey: ['licences'] });
    },
  });
}

/** Somebody at the counter names a certificate by its number or its holder. */
export function useLicenceLookUp() {
  return useMutation({
    mutationFn: (filter: { q: string; type: string }) =>
      request<Page<LicenceSummed>>(`${root}${asQuery({ ...filter, limit: 10 })}`),
  });
}

/** What the holder's code, scanned at the counter, lets the clerk take. */
export interface Consent {
  consentId: string;
  expiresAt: string;
  licence: LicenceSummed;
}

export function useConsent() {
  return useMutation({
    mutationFn: (presentation: string) =>
      request<Consent>('/api/v1/licence-consents', { method: 'POST', body: { presentation } }),
  });
}

const batches = '/api/v1/licence-batches';

export function useBatches() {
  return useQuery({
    queryKey: ['batches'],
    queryFn: ({ signal }) => request<{ items: BatchSummary[] }>(batches, { signal }),
  });
}

const everyMs = 1_000;

/** Asked again and again while something of it waits. */
export function useBatch(id: string) {
  return useQuery({
    queryKey: ['batch', id],
    queryFn: ({ signal }) => request<BatchWhole>(`${batches}/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: ({ state }) => (state.data && state.data.waiting === 0 ? false : everyMs),
  });
}

export function useNewBatch() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () =>
      request<BatchSummary>(batches, { method: 'POST', body: {}, idempotencyKey: newIdempotencyKey() }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['batches'] }),
  });
}

export function useBatchRetry(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () =>
      request<BatchWhole>(`${batches}/${encodeURIComponent(id)}/retries`, { method: 'POST', body: {} }),
    onSuccess: (answer) => queries.setQueryData(['batch', id], answer),
  });
}
