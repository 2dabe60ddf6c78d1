/** A seal as the API shows it: what it is, who may use it, what happened, what may be done now and why not. */
import type { ClientBase, Pool } from 'pg';
import Type, { type Static } from 'typebox';
import type { Actor } from '../../kernel/actor.ts';
import { offersFor } from '../../kernel/procedure/rules.ts';
import { readCertificate } from '../../kernel/x509/read-certificate.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Directory } from '../organisation/public.ts';
import { headlines } from './lanes.ts';
import { contextOf, stepActorOf } from './seal-context.ts';
import { sealKeysOf } from './seal-keys-of.ts';
import { sealKinds } from './seal-kinds.ts';
import { sealLife } from './seal-life.ts';
import { findBoundSigners, findMade, mostCounted, type SealRecord, type SealRow } from './seal-store.ts';
import { transfersOf, usersOf } from './standing.ts';
import { describeFact } from './words.ts';

const instant = Type.String({ format: 'date-time' });
const nullable = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()]);

const summaryFields = {
  sealId: Type.String({ description: '印章编码，也刻在印章上' }),
  name: Type.String(),
  kind: Type.String(),
  kindLabel: Type.String(),
  authority: Type.Object({ id: Type.String(), name: Type.String() }),
  status: Type.String(),
  statusLabel: Type.String(),
  isExpired: Type.Boolean(),
  version: Type.Integer(),
  validFrom: nullable(instant),
  validTo: nullable(instant),
};

export const SealSummary = Type.Object({
  ...summaryFields,
  uses: Type.Integer({ description: `用印次数，最多数到 ${mostCounted}` }),
  lastUsedAt: nullable(instant),
});

const Place = Type.Object({ role: Type.String(), office: Type.String() });
const Offered = Type.Object({
  step: Type.String(),
  label: Type.String(),
  hint: Type.String(),
  aside: Type.Boolean(),
  input: Type.Unknown({ description: 'JSON Schema' }),
});

export const SealAnswer = Type.Object({
  ...summaryFields,
  office: Type.String(),
  users: Type.Array(Place),
  automatic: Type.Boolean(),
  transfers: Type.Array(
    Type.Object({
      authority: Type.Object({ id: Type.String(), name: Type.String() }),
      docNo: Type.String(),
      title: Type.String(),
      from: Type.String(),
      to: nullable(Type.String()),
      endDocNo: nullable(Type.String()),
    }),
  ),
  certificate: nullable(
    Type.Object({
      subject: Type.String(),
      issuer: Type.String(),
      serialNumber: Type.String(),
      notBefore: instant,
      notAfter: instant,
    }),
  ),
  sealSm3: nullable(Type.String({ description: '印章文件（SESeal）的 SM3' })),
  timeline: Type.Array(
    Type.Object({
      version: Type.Integer(),
      label: Type.String(),
      effectiveOn: Type.String(),
      recordedAt: Type.String(),
      actor: Type.String(),
      office: nullable(Type.String()),
      basis: Type.Array(Type.Object({ kind: Type.Enum(['law', 'local', 'internal']), ref: Type.String() })),
      note: Type.String(),
      hash: Type.String(),
    }),
  ),
  availableSigners: nullable(
    Type.Array(Type.String(), { description: '密钥库里的签章人；制作时由本系统签发证书的没有' }),
  ),
  nextSteps: Type.Array(Offered),
  notNow: Type.Array(Type.Object({ step: Type.String(), label: Type.String(), why: Type.String() })),
});

export type SealView = Static<typeof SealAnswer>;
export type SealListItem = Static<typeof SealSummary>;

export function summaryOf(row: SealRow, directory: Directory, now: Date) {
  return {
    sealId: row.id,
    name: row.name,
    kind: row.kind,
    kindLabel: sealKinds[row.kind],
    authority: { id: row.authority, name: authorityName(directory, row.authority) },
    status: row.status,
    statusLabel: headlines[row.status] ?? row.status,
    isExpired: row.validTo !== null && row.validTo < now,
    version: row.version,
    validFrom: row.validFrom?.toISOString() ?? null,
    validTo: row.validTo?.toISOString() ?? null,
  };
}

/** @param database a transaction that has just changed the seal, or the pool. */
export async function viewSeal(
  platform: Platform,
  directory: Directory,
  seal: SealRecord,
  viewer: Actor,
  database: Pool | ClientBase = platform.pool,
): Promise<SealView> {
  const made = await findMade(database, platform.jurisdiction, seal.id);
  const certificate = made && readCertificate(made.certificate);
  const { posts, automatic } = usersOf(seal.facts);
  const nameOf = (id: string) => authorityName(directory, id);
  const offers = offersFor(sealLife, contextOf(platform, directory, seal, stepActorOf(viewer)));
  const sealSm3 = seal.facts.findLast(({ kind }) => kind === 'seal-made')?.data.sealSm3;
  return {
    ...summaryOf(seal, directory, platform.clock.now()),
    office: seal.office,
    users: posts,
    automatic,
    transfers: transfersOf(seal.facts).map(({ authority, ...transfer }) => ({
      authority: { id: authority, name: nameOf(authority) },
      ...transfer,
    })),
    certificate: certificate
      ? {
          subject: certificate.subject.text,
          issuer: certificate.issuer.text,
          serialNumber: certificate.serialNumber,
          notBefore: certificate.notBefore.toISOString(),
          notAfter: certificate.notAfter.toISOString(),
        }
      : null,
    sealSm3: typeof sealSm3 === 'string' ? sealSm3 : null,
    timeline: seal.facts.map((fact) => ({
      version: fact.version,
      label: sealLife.facts[fact.kind]?.label ?? fact.kind,
      effectiveOn: fact.effectiveOn,
      recordedAt: fact.recordedAt,
      actor: personName(directory, fact.actor.person),
      office: fact.actor.office ?? null,
      basis: fact.basis,
      note: describeFact(fact, fact.payload, nameOf),
      hash: fact.hash,
    })),
    availableSigners: offers.some(({ step, refusal }) => step.name === 'make-seal' && !refusal)
      ? await signersIn(platform)
      : null,
    nextSteps: offers
      .filter(({ refusal }) => !refusal)
      .map(({ step: { name, label, hint, aside, input } }) => ({
        step: name,
        label,
        hint,
        aside: aside === true,
        input: JSON.parse(JSON.stringify(input)),
      })),
    notNow: offers.flatMap(({ step: { name, label }, refusal }) =>
      refusal ? [{ step: name, label, why: `${refusal.reason}${refusal.needed}` }] : [],
    ),
  };
}

async function signersIn(platform: Platform): Promise<string[] | null> {
  const keys = await sealKeysOf(platform);
  if (keys.issueSigner) return null;
  const bound = await findBoundSigners(platform);
  return keys.listSigners().filter((name) => !bound.has(name));
}

const authorityName = ({ authorities }: Directory, id: string) => authorities.get(id)?.name ?? id;

export function personName({ personNames }: Directory, person: string): string {
  return person === 'system' ? '系统' : (personNames.get(person) ?? '已离岗人员');
}
