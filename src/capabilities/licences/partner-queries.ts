/**
 * What other systems ask for: the certificates of one holder, for a purpose, on an authorisation — the code the holder
 * showed, or an article the system was admitted with (国务院关于在线政务服务的若干规定 10; 个人信息保护法 13, 55). Every reading is a
 * fact in the reader's stream, written with what the holder will see, before anything is answered.
 */
import { randomBytes } from 'node:crypto';
import { law } from '../../kernel/basis.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import type { Partner } from '../../platform/access/partners.ts';
import { inTransaction } from '../../platform/database/in-transaction.ts';
import { appendInTransaction } from '../../platform/ledger/append-to-stream.ts';
import type { Platform } from '../../platform/platform.ts';
import { sessionKeyOf } from '../../platform/process/session-key.ts';
import { invalid } from '../cases/public.ts';
import { type Licence, listOfHolder } from './licence-store.ts';
import { type OpenLicence, openLicence } from './open-licence.ts';
import { readPresentation } from './presentation.ts';
import { again } from './take-licence-step.ts';

export interface PartnerQuery {
  holder: { idType: string; idNumber: string };
  type?: string;
  purpose: string;
  authorisation: { kind: 'presentation'; token: string } | { kind: 'law'; basis: string };
}

export interface QueryAnswer {
  queryId: string;
  found: OpenLicence[];
}

export async function answerQuery(
  platform: Platform,
  partner: Partner,
  query: PartnerQuery,
): Promise<QueryAnswer> {
  const held = (await listOfHolder(platform.pool, platform.jurisdiction, query.holder)).filter(
    ({ type }) => query.type === undefined || type === query.type,
  );
  const granted = grantedBy(platform, partner, query, held);
  const queryId = randomBytes(12).toString('hex');
  await again(() => recordReadings(platform, partner, query, queryId, granted));
  const found = await Promise.all(granted.map(({ id }) => openLicence(platform, id)));
  return { queryId, found: found.filter((one) => one !== undefined) };
}

/** A code shows one certificate and no other; an article opens those of the kind that was asked for. */
function grantedBy(
  platform: Platform,
  partner: Partner,
  { authorisation, holder }: PartnerQuery,
  held: Licence[],
): Licence[] {
  if (authorisation.kind === 'law') {
    if (partner.legalBases.includes(authorisation.basis)) return held;
    const message = '这项依据不在本系统登记的范围内，请由持证人出示二维码。';
    throw invalid([{ pointer: '/authorisation/basis', code: 'authorisation/not-admitted', message }]);
  }
  const read = readPresentation(sessionKeyOf(platform.config), authorisation.token, new Date());
  const shown = 'fault' in read ? undefined : held.find(({ id }) => id === read.licenceId);
  if (shown) return [shown];
  const expired = 'fault' in read && read.fault === 'expired';
  const message = expired
    ? '二维码已经过期，请持证人刷新以后重新出示。'
    : `二维码不是证件号码为 ${holder.idNumber.slice(-4).padStart(8, '*')} 的持证人出示的。`;
  const code = expired ? 'presentation/expired' : 'authorisation/other-holder';
  throw invalid([{ pointer: '/authorisation/token', code, message }]);
}

async function recordReadings(
  { pool, jurisdiction, clock }: Platform,
  partner: Partner,
  { purpose, authorisation }: PartnerQuery,
  queryId: string,
  licences: readonly Licence[],
): Promise<void> {
  const basis = authorisation.kind === 'law' ? authorisation.basis : '持证人出示二维码同意';
  const today: LegalDay = clock.today();
  await inTransaction(pool, async (client) => {
    // That there is none has been read as well.
    const subjects = licences.length === 0 ? ['licences'] : licences.map(({ id }) => `licence/${id}`);
    const facts = subjects.map((subject) => ({
      kind: 'personal-data-read',
      effectiveOn: today,
      basis: [
        authorisation.kind === 'law'
          ? law(authorisation.basis)
          : law('个人信息保护法 第十三条第一款第（一）项'),
      ],
      data: { subject, query: queryId, authorisation: authorisation.kind },
      payload: { purpose, authorisation: basis },
    }));
    const stream = { jurisdiction, subjectType: 'reader', subjectId: partner.id };
    await appendInTransaction(
      client,
      stream,
      facts,
      { person: partner.id, capacity: 'partner' },
      clock.now(),
    );
    await client.query(
      `insert into licences.reading
         (jurisdiction, licence_id, query_id, reader, reader_name, purpose, authorisation, read_at)
       select $1, id, $3, $4, $5, $6, $7, $8 from unnest($2::text[]) as id`,
      [
        jurisdiction,
        licences.map(({ id }) => id),
        queryId,
        partner.id,
        partner.name,
        purpose,
        basis,
        clock.now(),
      ],
    );
  });
}

export interface Reading {
  reader: string;
  purpose: string;
  authorisation: string;
  readAt: Date;
}

/** For the holder: which systems read her certificate, the latest first. */
export async function listReadings({ pool, jurisdiction }: Platform, licenceId: string): Promise<Reading[]> {
  const { rows } = await pool.query<Reading>(
    `select reader_name as reader, purpose, authorisation, read_at as "readAt" from licences.reading
     where jurisdiction = $1 and licence_id = $2 order by read_at desc limit 200`,
    [jurisdiction, licenceId],
  );
  return rows;
}
