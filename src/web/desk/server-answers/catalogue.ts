/** What rarely changes: items, offices, and whether this is a demonstration. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Material } from '../../../capabilities/catalogue/item.ts';
import type { PublishedForm } from '../../../capabilities/catalogue/item-schema.ts';
import { rememberToday } from '../words/days.ts';
import { asQuery } from './cases.ts';
import type { Office } from './offices.ts';
import { Refused, request } from './request.ts';

const seldom = 10 * 60_000;

/** An item as far as the desk shows it. */
export interface ItemShown {
  itemId: string;
  version: number;
  name: string;
  taskTypeName: string;
  departmentName: string;
  fileable: boolean;
  /** Absent: licensing. */
  procedure?: string;
  projectType: 'immediate' | 'promised' | null;
  limits: { promised: { days: number; unit: 'working' | 'natural' } | null };
  form: PublishedForm | null;
  materials: Material[];
  /** The item is about an existing certificate. */
  business?: { kind: 'renewal' | 'change'; licenceType: string };
}

interface ItemPage {
  items: ItemShown[];
  next: string | null;
  suggestions?: { itemId: string; name: string }[];
}

export function useItemSearch(q: string) {
  return useQuery({
    queryKey: ['items', q],
    queryFn: ({ signal }) =>
      request<ItemPage>(`/api/v1/items${asQuery({ q, fileable: 'true', limit: 20 })}`, { signal }),
    placeholderData: keepPreviousData,
    staleTime: seldom,
  });
}

export function useItem(itemId: string | undefined, version?: number) {
  return useQuery({
    queryKey: ['item', itemId, version],
    queryFn: ({ signal }) =>
      request<ItemShown>(`/api/v1/items/${encodeURIComponent(itemId ?? '')}${asQuery({ version })}`, {
        signal,
      }),
    enabled: itemId !== undefined,
    staleTime: seldom,
  });
}

export function useOffices() {
  return useQuery({
    queryKey: ['offices'],
    queryFn: () => request<{ items: Office[] }>('/api/v1/offices').then(({ items }) => items),
    staleTime: seldom,
  });
}

export function useOfficeName(): (id: string) => string {
  const { data } = useOffices();
  return (id) => data?.find((office) => office.id === id)?.name ?? id;
}

/** The program's time where it is a demonstration; null in production, where the address does not exist. */
export function useDemonstration() {
  return useQuery({
    queryKey: ['demonstration'],
    queryFn: async () => {
      try {
        const clock = await request<{ now: string; today: string }>('/api/v1/demo/clock');
        rememberToday(clock.today);
        return clock;
      } catch (error) {
        if (error instanceof Refused && error.problem.status === 404) return null;
        throw error;
      }
    },
    staleTime: 60_000,
  });
}
