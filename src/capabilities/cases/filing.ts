/** What people hand in to open a case, checked at the place where it was typed. The front desk takes everything else. */
import Type, { type Static } from 'typebox';
import type { Actor } from '../../kernel/actor.ts';
import { futureDays } from '../../kernel/forms/future-days.ts';
import { isBlank, textFault } from '../../kernel/forms/text.ts';
import { validateForm } from '../../kernel/forms/validate-form.ts';
import { type IdType, idNumberFault, idTypes } from '../../kernel/identifiers/identity-documents.ts';
import { phoneFault, typedPhone, typedPhoneHint } from '../../kernel/identifiers/phone.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { Channel } from '../../kernel/procedure/application.ts';
import { choice } from '../../kernel/procedure/step.ts';
import { isLegalDay, type LegalDay } from '../../kernel/time/legal-day.ts';
import type { ProblemError } from '../../platform/http/problem.ts';
import type { FileableItem } from '../catalogue/public.ts';

const text = (title: string, maxLength: number) => Type.String({ title, minLength: 1, maxLength });
const idNumber = text('证件号码', 64);
const phone = Type.String({
  title: '联系电话',
  minLength: 5,
  maxLength: 32,
  pattern: typedPhone,
  'x-pattern-hint': typedPhoneHint,
});

export const applicantSchema = Type.Object(
  {
    kind: choice('申请人类型', { 'natural-person': '自然人', organization: '法人或者其他组织' }),
    name: text('姓名或者名称', 200),
    idType: choice('证件类型', idTypes),
    idNumber,
    phone,
    agent: Type.Optional(
      Type.Object(
        {
          name: text('代理人姓名', 100),
          idType: choice('代理人证件类型', idTypes),
          idNumber,
          phone,
          mandateDocumentId: Type.Optional(text('授权委托书（文件）', 64)),
        },
        { additionalProperties: false, title: '代理人' },
      ),
    ),
  },
  { additionalProperties: false, title: '申请人' },
);

const materialSchema = Type.Object(
  {
    materialCode: text('材料', 64),
    documentId: Type.Optional(text('文件', 64)),
    licenceId: Type.Optional(text('电子证照', 128)),
    consentId: Type.Optional(text('持证人的同意', 64)),
    deferred: Type.Optional(Type.Literal(true, { title: '稍后补交' })),
  },
  { additionalProperties: false },
);

const handedMaterials = Type.Array(materialSchema, { title: '材料', maxItems: 200 });

const channelNames: Record<Channel, string> = {
  online: '网上',
  window: '窗口',
  kiosk: '自助终端',
  mail: '信函',
  fax: '传真',
  'service-point': '便民服务点',
  remote: '异地窗口',
};

export const filingSchema = Type.Object(
  {
    procedure: Type.Optional(text('程序', 64)),
    itemId: Type.Optional(text('事项', 120)),
    channel: choice('申请渠道', channelNames),
    applicant: applicantSchema,
    // No form has as many questions; answers to none are told one by one.
    form: Type.Record(Type.String(), Type.Unknown(), { title: '申请表', maxProperties: 500 }),
    // Missing materials never block filing, nor does a list that is missing altogether.
    materials: { ...handedMaterials, default: [] },
    licenceId: Type.Optional(text('要延续或者变更的证照', 128)),
    receivedOn: Type.Optional(Type.String({ title: '实际收到日期', format: 'date' })),
    reason: Type.Optional(text('补录原因', 500)),
    signedMail: Type.Optional(Type.Boolean({ title: '挂号信、快递等需要签收的邮寄' })),
    draft: Type.Optional(Type.Boolean({ title: '存为草稿' })),
  },
  { additionalProperties: false },
);

export type Filing = Static<typeof filingSchema>;

/** A draft may lack anything but its item. */
export const draftChangeSchema = Type.Object(
  {
    channel: Type.Optional(filingSchema.properties.channel),
    applicant: Type.Optional(applicantSchema),
    form: Type.Optional(filingSchema.properties.form),
    // Without the filing's default: a change that does not speak of materials leaves them as they are.
    materials: Type.Optional(handedMaterials),
    licenceId: filingSchema.properties.licenceId,
    version: Type.Optional(Type.Integer({ minimum: 0 })),
  },
  { additionalProperties: false },
);

export type DraftChange = Static<typeof draftChangeSchema>;

/** Everything wrong with a filing that is sent (not kept as a draft), each at its place. */
export function filingErrors(
  filing: Filing,
  item: FileableItem,
  actor: Actor,
  today: LegalDay,
): ProblemError[] {
  return [
    ...kindErrors(filing),
    ...nameErrors(filing),
    ...identityErrors(filing),
    ...phoneErrors(filing),
    ...receivedErrors(filing, actor, today),
    ...channelErrors(filing, item, actor),
    ...formErrors(filing.form, item, today),
    ...materialErrors(filing.materials, item),
    ...businessErrors(filing, item),
  ];
}

/** A credit code is an organisation's, the other documents a person's: one identity is never both. */
export function kindErrors({ applicant }: Filing): ProblemError[] {
  const pointer = '/applicant/idType';
  const code = 'applicant/id-type';
  if (applicant.idType === 'other') return [];
  const isCredit = applicant.idType === 'credit-code';
  if (applicant.kind === 'organization' && !isCredit) {
    return [{ pointer, code, message: '法人或者其他组织请填写统一社会信用代码。' }];
  }
  if (applicant.kind === 'natural-person' && isCredit) {
    return [{ pointer, code, message: '自然人请填写本人的身份证件，不填统一社会信用代码。' }];
  }
  return [];
}

/** Names go into letters and certificates: no blanks alone, no invisible or turning characters. */
function nameErrors({ applicant }: Filing): ProblemError[] {
  const named = [
    { pointer: '/applicant/name', name: applicant.name },
    ...(applicant.agent ? [{ pointer: '/applicant/agent/name', name: applicant.agent.name }] : []),
  ];
  return named.flatMap(({ pointer, name }) => {
    const fault = isBlank(name) ? { code: 'text/blank', message: '请填写姓名或者名称。' } : textFault(name);
    return fault ? [{ pointer, code: fault.code, message: fault.message }] : [];
  });
}

function identityErrors({ applicant }: Filing): ProblemError[] {
  const errors = identityError('/applicant/idNumber', applicant.idType, applicant.idNumber);
  if (applicant.agent) {
    errors.push(
      ...identityError('/applicant/agent/idNumber', applicant.agent.idType, applicant.agent.idNumber),
    );
  }
  return errors;
}

function identityError(pointer: string, idType: IdType, value: string): ProblemError[] {
  const message = idNumberFault(idType, value);
  return message === undefined ? [] : [{ pointer, code: 'applicant/id-number', message }];
}

function phoneErrors({ applicant }: Filing): ProblemError[] {
  const given = [
    { pointer: '/applicant/phone', phone: applicant.phone },
    ...(applicant.agent ? [{ pointer: '/applicant/agent/phone', phone: applicant.agent.phone }] : []),
  ];
  return given.flatMap(({ pointer, phone }) => {
    const fault = phoneFault(phone);
    return fault ? [{ pointer, code: 'applicant/phone', message: `${fault}。` }] : [];
  });
}

/** A renewal or a change is about a certificate; a first application is about none. */
function businessErrors({ licenceId }: Filing, { business }: FileableItem): ProblemError[] {
  if ((licenceId === undefined) === (business === undefined)) return [];
  const message = business
    ? `请选择要${businessNames[business.kind]}的证照。`
    : '这个事项不是延续或者变更，不用选择证照。';
  return [{ pointer: '/licenceId', code: business ? 'licence/missing' : 'licence/not-wanted', message }];
}

const businessNames = { renewal: '延续', change: '变更' };

/** The calendar of working days begins in the year before. */
const earliestReceipt = '2001-01-01';

function receivedErrors({ receivedOn, reason }: Filing, actor: Actor, today: LegalDay): ProblemError[] {
  if (receivedOn === undefined) return [];
  if (actor.kind !== 'staff') {
    return [{ pointer: '/receivedOn', code: 'received/staff-only', message: '收到日期由窗口人员登记。' }];
  }
  if (!isLegalDay(receivedOn) || receivedOn > today) {
    return [{ pointer: '/receivedOn', code: 'received/future', message: '收到日期不能晚于今天。' }];
  }
  if (receivedOn < earliestReceipt) {
    const message = `收到日期不能早于 ${earliestReceipt}。`;
    return [{ pointer: '/receivedOn', code: 'received/too-early', message }];
  }
  if (!reason) return [{ pointer: '/reason', code: 'received/reason', message: '补录须写明原因。' }];
  return [];
}

/**
 * 政府信息公开条例 31(2): what was signed for is received on that day, as whoever signed says. That an applicant may file what
 * she hands in at the window stands in contracts §5; whose account did so, the fact tells.
 */
function channelErrors({ signedMail }: Filing, { procedure }: FileableItem, actor: Actor): ProblemError[] {
  if (actor.kind === 'staff' || procedure !== 'information-request' || !signedMail) return [];
  return [{ pointer: '/signedMail', code: 'channel/staff-only', message: '签收邮寄由工作人员登记。' }];
}

export function formErrors(form: unknown, item: FileableItem, today: LegalDay): ProblemError[] {
  const errors = [...validateForm(item.form, form).errors, ...futureDays(item.form, form, today)];
  return errors.map((error) => ({ ...error, pointer: `/form${error.pointer}` }));
}

export function materialErrors(
  materials: readonly Static<typeof materialSchema>[],
  item: FileableItem,
): ProblemError[] {
  return materials.flatMap((material, index) => {
    const pointer = `/materials/${index}`;
    const listed = item.materials.find((known) => known.materialCode === material.materialCode);
    if (!listed) {
      return [
        {
          pointer: `${pointer}/materialCode`,
          code: 'material/unknown',
          message: '本事项的材料目录里没有这项材料。',
        },
      ];
    }
    const given = [material.documentId, material.licenceId, material.deferred].filter(Boolean).length;
    if (given === 1) return [];
    const message = '请为这项材料提供文件、电子证照，或者标明稍后补交，三者选一。';
    return [{ pointer, code: 'material/empty', message }];
  });
}

/** Ids of all documents a filing names. */
export function documentsIn(
  filing: Pick<Filing, 'materials' | 'applicant'>,
): { id: string; pointer: string }[] {
  const mandate = filing.applicant.agent?.mandateDocumentId;
  return [
    ...filing.materials.flatMap((material, index) =>
      material.documentId ? [{ id: material.documentId, pointer: `/materials/${index}/documentId` }] : [],
    ),
    ...(mandate ? [{ id: mandate, pointer: '/applicant/agent/mandateDocumentId' }] : []),
  ];
}

/** The draft's content as stored: the filing itself. */
export const draftContent = (filing: Filing): JsonObject => JSON.parse(JSON.stringify(filing)) as JsonObject;
