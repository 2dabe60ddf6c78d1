/** Who is away and who stands in; who could. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Absence } from '../../../capabilities/organisation/absences.ts';
import type { Post } from '../../../kernel/actor.ts';
import { newIdempotencyKey, request } from './request.ts';

const path = '/api/v1/absences';
const key = ['absences'];

export interface OfficerShown {
  id: string;
  name: string;
  posts: Post[];
  absent: boolean;
}

export interface AbsenceToRecord {
  person?: string;
  deputy?: string;
  from: string;
  to: string;
}

export function useAbsences() {
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => request<{ items: Absence[] }>(path, { signal }).then(({ items }) => items),
  });
}

export function useOfficers() {
  return useQuery({
    queryKey: ['officers'],
    queryFn: ({ signal }) =>
      request<{ items: OfficerShown[] }>('/api/v1/officers', { signal }).then(({ items }) => items),
  });
}

export function useRecordingAbsence() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: AbsenceToRecord) =>
      request<Absence>(path, { method: 'POST', body, idempotencyKey: newIdempotencyKey() }),
    onSuccess: () => queries.invalidateQueries({ queryKey: key }),
  });
}

export function useEndingAbsence() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      request<Absence>(`${path}/${encodeURIComponent(id)}/end`, {
        method: 'POST',
        body: {},
        idempotencyKey: newIdempotencyKey(),
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: key }),
  });
}
