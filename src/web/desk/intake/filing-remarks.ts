/** What should be looked at again, at its place: it never keeps a clerk from going on. */
import { useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { useSettled } from '../pieces/use-settled.ts';
import type { ItemShown } from '../server-answers/catalogue.ts';
import { request } from '../server-answers/request.ts';
import type { Errors } from '../step-form/schema.ts';
import { type Application, filingOf } from './application.ts';

export const FilingRemarks = createContext<Errors>({});

export const useRemark = (pointer: string): string | undefined => {
  const remark = useContext(FilingRemarks)[pointer];
  return remark && `▲ ${remark}`;
};

interface Checked {
  warnings: { pointer: string; message: string }[];
}

/** By pointer. Asked of the server, which knows the typefaces and the names that numbers have had before. */
export function useFilingRemarks(application: Application, item: ItemShown | undefined): Errors {
  const asked = useSettled(item ? JSON.stringify(questionOf(application, item)) : '', 600);
  const { data } = useQuery({
    queryKey: ['filing-checks', asked],
    queryFn: ({ signal }) =>
      request<Checked>('/api/v1/filing-checks', { method: 'POST', body: JSON.parse(asked), signal }),
    enabled: asked !== '',
    placeholderData: (before) => before,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
  const remarks: Errors = {};
  for (const { pointer, message } of data?.warnings ?? []) {
    remarks[pointer] = [remarks[pointer], message].filter(Boolean).join('');
  }
  return remarks;
}

function questionOf(application: Application, item: ItemShown) {
  const { applicant, form } = filingOf(application, item);
  const { agent } = applicant;
  const person = ({ name, idType, idNumber }: typeof applicant | NonNullable<typeof agent>) => ({
    name,
    idType,
    idNumber,
  });
  return {
    itemId: item.itemId,
    applicant: { ...person(applicant), ...(agent && { agent: person(agent) }) },
    form,
  };
}
