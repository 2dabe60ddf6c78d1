import { useQuery } from '@tanstack/react-query';
import { request } from './request.ts';

/** An electronic certificate as far as the desk shows it (`/api/v1/licences/{licenceId}`). */
export interface LicenceShown {
  number: string;
  name: string;
  validFrom: string;
  validTo: string | null;
  statusLabel: string;
}

const licencePath = (id: string) => `/api/v1/licences/${encodeURIComponent(id)}`;

export function useLicence(id: string) {
  return useQuery({
    queryKey: ['licence', id],
    queryFn: ({ signal }) => request<LicenceShown>(licencePath(id), { signal }),
    staleTime: 60_000,
  });
}
