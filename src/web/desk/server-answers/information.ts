/** The register of requests for government information, and the numbers of the yearly report. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { RegisterEntry, YearlyNumbers } from '../../../capabilities/information-requests/register.ts';
import { request } from './request.ts';

const path = '/api/v1/information-requests';

export interface RegisterFilters {
  status: string;
  from: string;
  to: string;
}

export function useRegister(filters: RegisterFilters) {
  return useInfiniteQuery({
    queryKey: ['information-requests', filters],
    queryFn: ({ signal, pageParam }) => {
      const query = new URLSearchParams(Object.entries(filters).filter(([, value]) => value !== ''));
      if (pageParam) query.set('cursor', pageParam);
      return request<{ items: RegisterEntry[]; next: string | null }>(`${path}?${query}`, { signal });
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  });
}

/** Without a year, that of today. */
export function useYearlyNumbers(year: string) {
  return useQuery({
    queryKey: ['information-requests', 'statistics', year],
    queryFn: ({ signal }) =>
      request<YearlyNumbers>(`${path}/statistics${year === '' ? '' : `?year=${year}`}`, { signal }),
  });
}
