/** Parties under opaque ids: the same identity is the same party, whoever files. */
import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import type { Actor } from '../../kernel/actor.ts';
import { tidyCode } from '../../kernel/identifiers/identification.ts';
import type { Party } from './case-record.ts';
import type { Filing } from './filing.ts';

export interface ResolvedParties {
  applicant: Party;
  agent: Party | null;
  /** Those not yet known; written with the case. */
  fresh: Party[];
}

type Identity = Omit<Party, 'id'>;

/** Finds or makes the party ids of a filing. An applicant's account that files for somebody else is her agent. */
export async function resolveParties(
  pool: Pool,
  jurisdiction: string,
  filing: Filing,
  actor: Actor,
): Promise<ResolvedParties> {
  const applicant = applicantOf(filing);
  const agent = agentOf(filing, actor, applicant);
  const wanted = agent ? [applicant, agent] : [applicant];
  const { rows } = await pool.query<Party>(
    `select p.id, p.kind, p.name, p.id_type as "idType", p.id_number as "idNumber"
     from cases.party p
     join unnest($2::text[], $3::text[]) as w(id_type, id_number) using (id_type, id_number)
     where p.jurisdiction = $1`,
    [jurisdiction, wanted.map((one) => one.idType), wanted.map((one) => one.idNumber)],
  );
  const fresh: Party[] = [];
  const known = (identity: Identity): Party => {
    const same = (party: Party) => party.idType === identity.idType && party.idNumber === identity.idNumber;
    const found = rows.find(same) ?? fresh.find(same);
    if (found) return { ...found, name: identity.name };
    const made = { id: `p${randomBytes(12).toString('hex')}`, ...identity };
    fresh.push(made);
    return made;
  };
  return { applicant: known(applicant), agent: agent ? known(agent) : null, fresh };
}

function applicantOf({ applicant }: Filing): Identity {
  return {
    kind: applicant.kind,
    name: applicant.name,
    idType: applicant.idType,
    idNumber: tidyCode(applicant.idNumber),
  };
}

function agentOf({ applicant }: Filing, actor: Actor, self: Identity): Identity | null {
  const named = applicant.agent;
  if (named) {
    return {
      kind: 'natural-person',
      name: named.name,
      idType: named.idType,
      idNumber: tidyCode(named.idNumber),
    };
  }
  const own = actor.kind === 'applicant' ? actor.principal : undefined;
  if (!own || (own.idType === self.idType && own.idNumber === self.idNumber)) return null;
  return own;
}
