/** Answers of `/api/v1/licences`. */
import Type, { type Static } from 'typebox';
import type { Basis } from '../../kernel/basis.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import type { Licence } from './licence-store.ts';
import type { SeenLicence, VerifiedLicence } from './licences.ts';
import { type Registered, stateNames, stateToday } from './register-state.ts';
import type { LicenceView } from './view-licence.ts';

const day = Type.String({ format: 'date' });
const dayOrNull = Type.Union([day, Type.Null()]);
const textOrNull = Type.Union([Type.String(), Type.Null()]);
const basisSchema = Type.Object({
  kind: Type.Unsafe<Basis['kind']>({ type: 'string', enum: ['law', 'local', 'internal'] }),
  ref: Type.String(),
});

export const registeredSchema = Type.Object({
  state: Type.String({ enum: Object.keys(stateNames) }),
  label: Type.String(),
  inForce: Type.Boolean(),
  since: day,
  until: dayOrNull,
  why: textOrNull,
  basis: Type.Array(basisSchema),
  says: Type.String(),
});

export const checkSchema = Type.Object({
  name: Type.String(),
  label: Type.String(),
  ok: Type.Boolean(),
  detail: Type.String(),
});

const summary = {
  licenceId: Type.String(),
  identifier: Type.String({ description: '电子证照标识（GB/T 36904）' }),
  number: Type.String(),
  name: Type.String(),
  type: Type.String(),
  caseNo: Type.String(),
  authority: Type.Object({ id: Type.String(), name: Type.String(), creditCode: Type.String() }),
  holder: Type.Object({
    kind: Type.String(),
    name: Type.String(),
    idType: Type.String(),
    idNumber: Type.String(),
  }),
  issuedOn: day,
  validFrom: day,
  validTo: dayOrNull,
  status: Type.String({ enum: Object.keys(stateNames), description: '今天在登记里的状态' }),
  statusLabel: Type.String(),
  documentVersion: Type.Integer(),
  version: Type.Integer(),
};

export const LicenceSummary = Type.Object(summary);
export type LicenceSummed = Static<typeof LicenceSummary>;

export const LicenceAnswer = Type.Object({
  ...summary,
  fields: Type.Array(Type.Object({ title: Type.String(), value: Type.String() })),
  registered: registeredSchema,
  sm3: Type.String({ description: 'SM3（RFC 8785 规范化的 signed）' }),
  signed: Type.Unknown({ description: '被签名的内容；脱敏查看时没有' }),
  signature: Type.Object({
    keyId: Type.String(),
    algorithm: Type.String(),
    userId: Type.String(),
    publicKey: textOrNull,
    value: Type.String(),
  }),
  checks: Type.Array(checkSchema),
  timeline: Type.Array(
    Type.Object({
      version: Type.Integer(),
      step: Type.String(),
      label: Type.String(),
      effectiveOn: day,
      recordedAt: Type.String({ format: 'date-time' }),
      actor: Type.String(),
      office: textOrNull,
      basis: Type.Array(basisSchema),
      note: Type.String(),
      hash: Type.String(),
    }),
  ),
  clocks: Type.Array(
    Type.Object({
      name: Type.String(),
      label: Type.String(),
      rule: Type.String(),
      basis: Type.Array(basisSchema),
      startedOn: day,
      opensOn: Type.Optional(Type.Union([day, Type.Null()])),
      due: day,
      light: Type.String(),
    }),
  ),
  letters: Type.Array(
    Type.Object({
      id: Type.String(),
      kind: Type.String(),
      name: Type.String(),
      docNo: Type.String(),
      on: day,
    }),
  ),
  nextSteps: Type.Array(
    Type.Object({
      step: Type.String(),
      label: Type.String(),
      hint: Type.String(),
      input: Type.Unsafe<JsonObject>({ type: 'object', additionalProperties: true }),
      aside: Type.Boolean(),
      letters: Type.Array(Type.String()),
    }),
  ),
  notNow: Type.Array(
    Type.Object({
      step: Type.String(),
      label: Type.String(),
      code: Type.String(),
      why: Type.String(),
      needed: Type.String(),
      basis: Type.Array(basisSchema),
    }),
  ),
});

export type LicenceAnswered = Static<typeof LicenceAnswer>;

export function summaryOf(shown: Licence, today: LegalDay): Static<typeof LicenceSummary> {
  const { data } = shown;
  const status = stateToday(shown, today);
  return {
    licenceId: shown.id,
    identifier: shown.identifier,
    number: shown.number,
    name: shown.name,
    type: shown.type,
    caseNo: shown.caseNo,
    authority: { id: shown.authority, ...data.authority },
    holder: data.holder,
    issuedOn: shown.issuedOn,
    validFrom: shown.validFrom,
    validTo: shown.validTo,
    status,
    statusLabel: stateNames[status],
    documentVersion: shown.documentVersion,
    version: shown.version,
  };
}

export function answerOf(
  { shown, full }: SeenLicence,
  { checks, publicKey, licence: stored }: Pick<VerifiedLicence, 'checks' | 'publicKey' | 'licence'>,
  view: LicenceView & { registered: Registered },
  today: LegalDay,
): Static<typeof LicenceAnswer> {
  const { registered, timeline, clocks, letters, nextSteps, notNow } = view;
  return {
    ...summaryOf(shown, today),
    fields: shown.data.fields,
    registered,
    sm3: stored.sm3,
    // Masked content would not fit the signature.
    signed: full ? stored.data : null,
    signature: {
      keyId: stored.keyId,
      algorithm: 'SM2/SM3',
      userId: '1234567812345678',
      publicKey: publicKey ?? null,
      value: stored.signature,
    },
    checks,
    ...{ timeline, clocks, letters, nextSteps, notNow },
  };
}
