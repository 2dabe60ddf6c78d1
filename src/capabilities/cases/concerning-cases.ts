/** Cases of others in which somebody is a party: few, newest first. */
import type { Pool } from 'pg';
import type { Actor } from '../../kernel/actor.ts';
import { tidyCode } from '../../kernel/identifiers/identification.ts';

export interface ConcerningCase {
  caseNo: string;
  itemName: string;
  procedure: string;
  status: string;
  statusLabel: string;
}

const most = 100;

export async function listConcerningCases(
  pool: Pool,
  jurisdiction: string,
  { principal }: Actor,
  statusLabel: (procedure: string, status: string) => string,
): Promise<ConcerningCase[]> {
  if (!principal) return [];
  const { rows } = await pool.query<Omit<ConcerningCase, 'statusLabel'>>(
    `select c.case_no as "caseNo", c.item_name as "itemName", c.procedure, c.status
     from cases.party p
     join cases.involved_party i on i.jurisdiction = p.jurisdiction and i.party = p.id
     join cases.current c on c.jurisdiction = i.jurisdiction and c.id = i.case_id
     where p.jurisdiction = $1 and p.id_type = $2 and p.id_number = $3
     order by c.id desc limit ${most}`,
    [jurisdiction, principal.idType, tidyCode(principal.idNumber)],
  );
  return rows.map((row) => ({ ...row, statusLabel: statusLabel(row.procedure, row.status) }));
}
