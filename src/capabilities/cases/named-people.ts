/** Opaque ids for the people that a step's input calls `parties`: known identities keep theirs. */
import { randomBytes } from 'node:crypto';
import { tidyCode } from '../../kernel/identifiers/identification.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { StepDeclaration } from '../../kernel/procedure/declaration.ts';
import type { NamedPerson } from '../../kernel/procedure/named-people.ts';
import type { Party } from './case-record.ts';
import type { CaseParts } from './open-case.ts';

export interface NamedPeople {
  /** In the order of the input. */
  ids: string[];
  /** Identities not yet known; written with the step. Whoever is known by name alone has an id and no row. */
  fresh: Party[];
}

export async function findNamedPeople(
  { platform: { pool, jurisdiction } }: CaseParts,
  step: StepDeclaration,
  input: JsonObject,
): Promise<NamedPeople> {
  if (!('parties' in step.input.properties) || !Array.isArray(input.parties)) return { ids: [], fresh: [] };
  // Checked against the step's schema, which is that of `namedPeople`.
  const people = input.parties as unknown as NamedPerson[];
  const identities = people.flatMap(({ idType, idNumber }) =>
    idType !== undefined && idNumber !== undefined ? [{ idType, idNumber: tidyCode(idNumber) }] : [],
  );
  const { rows } = await pool.query<Pick<Party, 'id' | 'idType' | 'idNumber'>>(
    `select p.id, p.id_type as "idType", p.id_number as "idNumber" from cases.party p
     join unnest($2::text[], $3::text[]) as w(id_type, id_number) using (id_type, id_number)
     where p.jurisdiction = $1`,
    [jurisdiction, identities.map((one) => one.idType), identities.map((one) => one.idNumber)],
  );
  const fresh: Party[] = [];
  const ids = people.map(({ kind, name, idType, idNumber }) => {
    if (idType === undefined || idNumber === undefined) return newId();
    const tidy = tidyCode(idNumber);
    const isSame = (one: Pick<Party, 'idType' | 'idNumber'>) =>
      one.idType === idType && one.idNumber === tidy;
    const known = rows.find(isSame) ?? fresh.find(isSame);
    if (known) return known.id;
    const made = { id: newId(), kind, name, idType, idNumber: tidy };
    fresh.push(made);
    return made.id;
  });
  return { ids, fresh };
}

const newId = () => `p${randomBytes(12).toString('hex')}`;
