import { useOffices } from '../server-answers/catalogue.ts';

/** Every authority that has an office here: id and name. */
export function useAuthorities(): [string, string][] {
  const { data } = useOffices();
  return [
    ...new Map(
      (data ?? []).map(({ authority, authorityName }): [string, string] => [authority, authorityName]),
    ),
  ];
}
