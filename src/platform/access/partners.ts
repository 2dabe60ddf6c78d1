/**
 * Other systems that call this one. Each is admitted by an administrator and carries a token of its own, of which only the
 * digest is stored; it opens the routes for partners and nothing else.
 */
import { randomBytes } from 'node:crypto';
import type { Platform } from '../platform.ts';
import { digestOf } from './sessions.ts';

export interface Partner {
  /** Opaque; stands in the ledger as the reader. */
  id: string;
  name: string;
  /** Articles that let it read without the holder's own code, each as it is cited. */
  legalBases: string[];
}

export interface AdmittedPartner extends Partner {
  admittedAt: Date;
  endedAt: Date | null;
}

export interface Partners {
  find(token: string): Promise<Partner | undefined>;
  list(): Promise<AdmittedPartner[]>;
  /** The token is told this once. */
  admit(name: string, legalBases: string[], by: string): Promise<{ partner: AdmittedPartner; token: string }>;
  /** False where there is none, or it was ended before. */
  end(id: string): Promise<boolean>;
}

/** A token that nobody takes for a session's. */
const mark = 'partner_';

const columns = `id, name, legal_bases as "legalBases", admitted_at as "admittedAt", ended_at as "endedAt"`;

export function createPartners({ pool, jurisdiction }: Pick<Platform, 'pool' | 'jurisdiction'>): Partners {
  return {
    async find(token) {
      if (!token.startsWith(mark)) return undefined;
      const { rows } = await pool.query<AdmittedPartner>({
        name: 'find-partner',
        text: `select ${columns} from access.partner
               where jurisdiction = $1 and token_digest = $2 and ended_at is null`,
        values: [jurisdiction, digestOf(token)],
      });
      const found = rows[0];
      return found && { id: found.id, name: found.name, legalBases: found.legalBases };
    },
    async list() {
      const { rows } = await pool.query<AdmittedPartner>(
        `select ${columns} from access.partner where jurisdiction = $1 order by admitted_at, id`,
        [jurisdiction],
      );
      return rows;
    },
    async admit(name, legalBases, by) {
      const token = `${mark}${randomBytes(32).toString('base64url')}`;
      const { rows } = await pool.query<AdmittedPartner>(
        `insert into access.partner (jurisdiction, id, name, token_digest, legal_bases, admitted_by)
         values ($1, $2, $3, $4, $5, $6) returning ${columns}`,
        [jurisdiction, `s${randomBytes(12).toString('hex')}`, name, digestOf(token), legalBases, by],
      );
      const [partner] = rows;
      if (!partner) throw new Error('no partner was admitted');
      return { partner, token };
    },
    async end(id) {
      const { rowCount } = await pool.query(
        `update access.partner set ended_at = now() where jurisdiction = $1 and id = $2 and ended_at is null`,
        [jurisdiction, id],
      );
      return rowCount === 1;
    },
  };
}
