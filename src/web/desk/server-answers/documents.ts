import { useQuery } from '@tanstack/react-query';
import {
  newIdempotencyKey,
  type ProblemBody,
  refusedBy,
  request,
  unreachable,
  writingHeaders,
} from './request.ts';

export interface DocumentShown {
  id: string;
  name: string;
  mediaType: string;
  size: number;
  sm3: string;
}

const root = '/api/v1/documents';
export const contentPath = (id: string) => `${root}/${encodeURIComponent(id)}/content`;

export function useDocument(id: string | undefined) {
  return useQuery({
    queryKey: ['document', id],
    queryFn: ({ signal }) => request<DocumentShown>(`${root}/${encodeURIComponent(id ?? '')}`, { signal }),
    enabled: id !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** `fetch` tells nothing about the progress of an upload, hence the older way. Throws Refused. */
export function uploadDocument(file: File, onProgress: (percent: number) => void): Promise<DocumentShown> {
  const { promise, resolve, reject } = Promise.withResolvers<DocumentShown>();
  const call = new XMLHttpRequest();
  call.open('POST', root);
  for (const [name, value] of Object.entries(writingHeaders(newIdempotencyKey())))
    call.setRequestHeader(name, value);
  call.responseType = 'json';
  call.upload.onprogress = ({ loaded, total }) => onProgress(Math.round((loaded / Math.max(total, 1)) * 100));
  call.onerror = () => reject(refusedBy(unreachable));
  call.onload = () => {
    if (call.status === 201) resolve(call.response as DocumentShown);
    else reject(refusedBy((call.response as ProblemBody | null) ?? unreachable));
  };
  const form = new FormData();
  form.append('file', file);
  call.send(form);
  return promise;
}
