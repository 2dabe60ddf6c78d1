import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { SealApplication } from '../../../capabilities/seals/application-steps.ts';
import type { SealUseEntry } from '../../../capabilities/seals/uses.ts';
import type { SealListItem, SealView } from '../../../capabilities/seals/view-seal.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import type { Page } from '../../../platform/http/list-page.ts';
import { asQuery } from './cases.ts';
import { newIdempotencyKey, request } from './request.ts';

export type { SealApplication, SealListItem, SealUseEntry, SealView };

const root = '/api/v1/seals';
const sealPath = (id: string) => `${root}/${encodeURIComponent(id)}`;
const sealKey = (id: string) => ['seal', id];

/** The picture changes when the seal is made by somebody else: the version keeps an old one from being shown. */
export const picturePath = ({ sealId, version }: Pick<SealListItem, 'sealId' | 'version'>) =>
  `${sealPath(sealId)}/picture?v=${version}`;
export const sealFilePath = (id: string) => `${sealPath(id)}/file`;
export const previewPath = (kind: string, name: string) => `/api/v1/seal-pictures${asQuery({ kind, name })}`;

export function useSeals() {
  return useInfiniteQuery({
    queryKey: ['seals'],
    queryFn: ({ pageParam, signal }) =>
      request<Page<SealListItem>>(`${root}${asQuery({ cursor: pageParam })}`, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

export function useSeal(id: string) {
  return useQuery({
    queryKey: sealKey(id),
    queryFn: ({ signal }) => request<SealView>(sealPath(id), { signal }),
    refetchOnWindowFocus: true,
  });
}

export function useSealUses(id: string) {
  return useInfiniteQuery({
    queryKey: [...sealKey(id), 'uses'],
    queryFn: ({ pageParam, signal }) =>
      request<Page<SealUseEntry>>(`${sealPath(id)}/uses${asQuery({ limit: 20, cursor: pageParam })}`, {
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

export function useSealStep({ sealId, version }: SealView, step: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: JsonObject) =>
      request<SealView>(`${sealPath(sealId)}/steps`, {
        method: 'POST',
        body: { step, input, version },
        idempotencyKey: newIdempotencyKey(),
      }),
    onSuccess: (answer) => {
      queries.setQueryData(sealKey(sealId), answer);
      void queries.invalidateQueries({ queryKey: ['seals'] });
    },
  });
}

export function useSealApplication() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (application: SealApplication) =>
      request<SealView>(root, { method: 'POST', body: application, idempotencyKey: newIdempotencyKey() }),
    onSuccess: (answer) => {
      queries.setQueryData(sealKey(answer.sealId), answer);
      void queries.invalidateQueries({ queryKey: ['seals'] });
    },
  });
}
