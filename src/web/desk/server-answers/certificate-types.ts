import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { DirectoryAnswer, TypeAnswer } from '../../../capabilities/licences/certificate-type-routes.ts';
import type { CertificateTypeDefinition } from '../../../capabilities/licences/certificate-types.ts';
import { refusedBy, request, unreachable, writingHeaders } from './request.ts';

export type { CertificateTypeDefinition, DirectoryAnswer, TypeAnswer };

const root = '/api/v1/certificate-types';

export function useDirectory() {
  return useQuery({
    queryKey: ['certificate-types'],
    queryFn: ({ signal }) => request<DirectoryAnswer>(root, { signal }),
  });
}

export function useType(type: string | undefined) {
  return useQuery({
    queryKey: ['certificate-type', type],
    queryFn: ({ signal }) => request<TypeAnswer>(`${root}/${encodeURIComponent(type ?? '')}`, { signal }),
    enabled: type !== undefined,
  });
}

export function useDesigns() {
  return useQuery({
    queryKey: ['certificate-designs'],
    queryFn: ({ signal }) =>
      request<{ items: { template: string; name: string }[] }>('/api/v1/certificate-designs', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useTypeDesign() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (design: CertificateTypeDefinition) =>
      request<TypeAnswer>(root, { method: 'POST', body: design }),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['certificate-types'] }),
        queries.invalidateQueries({ queryKey: ['certificate-type'] }),
      ]),
  });
}

/** How the design comes out on paper, as a picture; refused with what stands against it. */
export function useTypePreview(design: CertificateTypeDefinition, wanted: boolean) {
  return useQuery({
    queryKey: ['certificate-type-preview', design],
    queryFn: async ({ signal }) => {
      const response = await fetch('/api/v1/certificate-type-previews', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...writingHeaders() },
        credentials: 'same-origin',
        body: JSON.stringify(design),
        signal,
      }).catch((fault: Error) => {
        throw signal.aborted ? fault : refusedBy(unreachable);
      });
      if (!response.ok) throw refusedBy(await response.json());
      return response.text();
    },
    enabled: wanted,
    placeholderData: (before) => before,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}
