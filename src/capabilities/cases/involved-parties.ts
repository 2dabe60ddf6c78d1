/** Who besides the applicant is a party of the case, folded from the facts that brought them in. */
import type { Actor } from '../../kernel/actor.ts';
import { tidyCode } from '../../kernel/identifiers/identification.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { Procedure } from '../../kernel/procedure/declaration.ts';
import type { CaseRecord, Party } from './case-record.ts';

export interface InvolvedParty extends Pick<Party, 'id' | 'kind' | 'name'> {
  role: 'interested-party';
  /** Rarely known; with it she signs in and answers by herself. */
  identity: { idType: string; idNumber: string } | null;
  phone: string | null;
  address: string | null;
}

/** Each once, in the order in which they were named; those whose words were erased keep their id and nothing else. */
export function involvedParties(procedure: Procedure, { facts }: Pick<CaseRecord, 'facts'>): InvolvedParty[] {
  return facts.flatMap(({ kind, data, payload }) => {
    const role = procedure.facts[kind]?.brings;
    if (role === undefined || typeof data.party !== 'string') return [];
    return [{ id: data.party, role, ...identityIn(data, payload) }];
  });
}

function identityIn(data: JsonObject, payload: JsonObject): Omit<InvolvedParty, 'id' | 'role'> {
  const { name, phone, address, idType, idNumber } = payload;
  return {
    kind: data.partyKind === 'organization' ? 'organization' : 'natural-person',
    name: typeof name === 'string' ? name : '',
    identity:
      typeof idType === 'string' && typeof idNumber === 'string'
        ? { idType, idNumber: tidyCode(idNumber) }
        : null,
    phone: typeof phone === 'string' ? phone : null,
    address: typeof address === 'string' ? address : null,
  };
}

/** The name of a party by her id: the applicant's, or one whom a fact brought in; undefined once erased. */
export function partyNamed(record: CaseRecord, id: unknown): string | undefined {
  if (typeof id !== 'string') return undefined;
  if (id === record.applicant.id) return record.applicant.name;
  const brought = record.facts.find(
    ({ data, payload }) => data.party === id && typeof payload.name === 'string',
  );
  return typeof brought?.payload.name === 'string' ? brought.payload.name : undefined;
}

/** The interested party in whose name this account acts, if she is one. */
export function involvedAs(
  procedure: Procedure,
  record: CaseRecord,
  { principal }: Actor,
): InvolvedParty | undefined {
  if (!principal) return undefined;
  return involvedParties(procedure, record).find(
    ({ identity }) =>
      identity?.idType === principal.idType && identity.idNumber === tidyCode(principal.idNumber),
  );
}
