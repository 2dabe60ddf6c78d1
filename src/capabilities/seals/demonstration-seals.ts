/**
 * A demonstration's authorities have seals without anybody having asked for them. Each is made when it is first needed,
 * with all the facts of a real one; making all at the start would keep everybody waiting.
 */
import { findStep } from '../../kernel/procedure/rules.ts';
import { inTransaction } from '../../platform/database/in-transaction.ts';
import type { Platform } from '../../platform/platform.ts';
import { createOrganisation, type Directory } from '../organisation/public.ts';
import type { SealApplication } from './application-steps.ts';
import { writeApplication } from './apply-for-seal.ts';
import { contextOf, system } from './seal-context.ts';
import { sealLife } from './seal-life.ts';
import { findSeal } from './seal-store.ts';
import { performStep } from './take-seal-step.ts';

/** One office of two authorities decides under the committee's approval seal (一枚印章管审批). */
const transfers = ['civil-affairs', 'transport'].map((authority) => ({
  authority,
  docNo: '明管〔2025〕8号',
  title: '关于集中行使部分行政许可权的通知',
  from: '2025-03-01',
}));

/** Makes those that stand for this authority, or all; nothing outside a demonstration, and nothing the second time. */
export async function ensureDemonstrationSeals(platform: Platform, authority?: string): Promise<void> {
  if (platform.config.mode !== 'demo') return;
  const directory = await createOrganisation(platform).directory();
  const wanted = applications(directory).filter(
    (application) =>
      authority === undefined ||
      application.authority === authority ||
      application.transfers?.some((transfer) => transfer.authority === authority),
  );
  if (wanted.length === 0 || (await isSettled(platform, wanted))) return;
  const client = await platform.pool.connect();
  try {
    // Two who need the same seal at once: the second finds it made.
    await client.query("select pg_advisory_lock(hashtext('demonstration-seals'))");
    for (const application of await missing(platform, wanted)) await apply(platform, directory, application);
    for (const id of await halfMade(platform, wanted)) await finish(platform, directory, id);
  } finally {
    await client.query("select pg_advisory_unlock(hashtext('demonstration-seals'))");
    client.release();
  }
}

function applications(directory: Directory): SealApplication[] {
  const ofAuthorities = [...directory.authorities.keys()].flatMap((authority): SealApplication[] => {
    const office = [...directory.offices.values()].find((candidate) => candidate.authority === authority)?.id;
    if (office === undefined) return [];
    return [
      {
        kind: 'official',
        authority,
        office,
        users: usersFor(directory, [authority]),
        automatic: true,
        reason,
      },
    ];
  });
  const served = ['administration', ...transfers.map(({ authority }) => authority)];
  const known = transfers.filter(({ authority }) => directory.authorities.has(authority));
  return [
    ...ofAuthorities,
    ...ofAuthorities
      .filter(({ authority }) => authority === 'administration')
      .map((application) => ({
        ...application,
        kind: 'approval' as const,
        users: usersFor(directory, served),
        transfers: known,
      })),
  ];
}

const reason = '演示用印章';

/** Who makes letters and certificates: the hall, and the posts of the authorities' offices. */
function usersFor(directory: Directory, authorities: readonly string[]): SealApplication['users'] {
  const offices = [...directory.offices.values()];
  const inHall = offices
    .filter(({ kind }) => kind === 'hall')
    .flatMap(({ id }) =>
      (['issuer', 'clerk', 'certificates'] as const).map((role) => ({ role, office: id })),
    );
  const inOffices = offices
    .filter(({ authority, kind }) => kind !== 'hall' && authorities.includes(authority))
    .flatMap(({ id }) =>
      (['reviewer', 'approver', 'head', 'disclosure', 'head-disclosure', 'enforcement'] as const).map(
        (role) => ({
          role,
          office: id,
        }),
      ),
    );
  return [...inHall, ...inOffices];
}

/** Nothing to make, and nothing that somebody else is making, or left half-made. */
async function isSettled(platform: Platform, wanted: readonly SealApplication[]): Promise<boolean> {
  const [wanting, begun] = await Promise.all([missing(platform, wanted), halfMade(platform, wanted)]);
  return wanting.length === 0 && begun.length === 0;
}

/** Of the demonstration's own; what a person applied for waits for a person. */
async function halfMade(
  { pool, jurisdiction }: Platform,
  wanted: readonly SealApplication[],
): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select s.id from seals.seal s join ledger.fact f
       on f.jurisdiction = s.jurisdiction and f.subject_type = 'seal' and f.subject_id = s.id and f.version = 1
     where s.jurisdiction = $1 and s.authority = any($2) and s.status in ('applied', 'made')
       and f.actor ->> 'capacity' = 'system'`,
    [jurisdiction, wanted.map(({ authority }) => authority)],
  );
  return rows.map(({ id }) => id);
}

/** Whether it was ever asked for: one that was annulled is not made again. One that has run out gets its successor. */
async function missing(
  { pool, jurisdiction, clock }: Platform,
  wanted: readonly SealApplication[],
): Promise<SealApplication[]> {
  const { rows } = await pool.query<{ authority: string; kind: string }>(
    `select distinct authority, kind from seals.seal
     where jurisdiction = $1 and (status <> 'in-use' or valid_to is null or valid_to > $2)`,
    [jurisdiction, clock.now()],
  );
  const known = new Set(rows.map(({ authority, kind }) => `${authority}/${kind}`));
  return wanted.filter(({ authority, kind }) => !known.has(`${authority}/${kind}`));
}

async function apply(platform: Platform, directory: Directory, application: SealApplication): Promise<void> {
  await inTransaction(platform.pool, (client) =>
    writeApplication(platform, client, { directory, application, actor: system, brought: undefined }),
  );
}

async function finish(platform: Platform, directory: Directory, id: string): Promise<void> {
  for (const [from, name, input] of [
    ['applied', 'make-seal', { years: 5 }],
    ['made', 'put-seal-into-use', {}],
  ] as const) {
    const step = findStep(sealLife, name);
    const seal = await findSeal(platform.pool, platform.jurisdiction, id);
    if (!step || !seal) throw new Error(`the demonstration's seal ${id} is gone`);
    if (seal.status !== from) continue;
    const write = await performStep(
      platform,
      seal,
      step,
      contextOf(platform, directory, seal, system),
      input,
    );
    await inTransaction(platform.pool, write);
  }
}
