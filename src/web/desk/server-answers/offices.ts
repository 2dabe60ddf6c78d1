/** An office as `/api/v1/offices` lists it (src/capabilities/organisation/routes.ts). */
export interface Office {
  id: string;
  name: string;
  kind: 'hall' | 'department';
  authority: string;
  authorityName: string;
}
