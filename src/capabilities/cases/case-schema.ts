/** The case as it goes out: JSON Schema of what view-case.ts and view/ make. */
import Type from 'typebox';

const day = Type.String({ description: '日期，YYYY-MM-DD' });
const nullable = <T extends ReturnType<typeof Type.String> | ReturnType<typeof Type.Integer>>(schema: T) =>
  Type.Union([schema, Type.Null()]);
const anything = Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true });

export const basisSchema = Type.Object({
  kind: Type.String({ description: 'law | local | internal' }),
  ref: Type.String(),
});

export const clockSchema = Type.Object({
  name: Type.String(),
  of: nullable(Type.String()),
  laneName: nullable(Type.String({ description: '部门自己的时限：是哪个部门' })),
  label: Type.String(),
  rule: Type.String(),
  basis: Type.Array(basisSchema),
  against: Type.String(),
  startedOn: day,
  stoppedOn: nullable(day),
  ranOut: Type.Boolean(),
  voided: Type.Boolean({ description: '没有办完就停止，以后重新起算' }),
  due: day,
  light: Type.String({ description: 'normal | warning | overdue | paused | stopped' }),
  mayLapse: Type.Boolean({ description: '不是必须办的，期满不算逾期' }),
  daysLeft: nullable(Type.Integer()),
  provisional: Type.Boolean(),
  pauses: Type.Array(Type.Object({ from: day, to: nullable(day) })),
  extendedDays: Type.Integer(),
  days: Type.Integer(),
  unit: Type.String(),
});

export const explainedClockSchema = Type.Object({
  ...clockSchema.properties,
  lines: Type.Array(anything),
});

const timelineSchema = Type.Object({
  version: Type.Integer(),
  step: Type.String(),
  label: Type.String(),
  effectiveOn: day,
  recordedAt: Type.String(),
  actor: Type.String(),
  office: nullable(Type.String()),
  officeName: nullable(Type.String()),
  lane: nullable(Type.String({ description: '与哪个部门的环节线有关' })),
  basis: Type.Array(basisSchema),
  note: Type.String(),
  documents: Type.Array(Type.String()),
  hash: Type.String(),
});

const receiptSchema = Type.Object(
  {
    subject: Type.String(),
    version: Type.Integer(),
    factHash: Type.String(),
    recordedAt: Type.String(),
    keyId: Type.String(),
    signature: Type.String(),
  },
  { description: '存证回执：SM2 签名，签的是 mingchuang-receipt\\n{factHash}\\n{recordedAt}\\n' },
);

const partySchema = Type.Object({
  role: Type.String(),
  kind: Type.String(),
  name: Type.String(),
  idType: Type.String(),
  idNumber: Type.String(),
  phone: Type.Optional(Type.String()),
  address: Type.Optional(Type.String()),
  mandate: Type.Optional(Type.String()),
});

export const caseSchema = Type.Object(
  {
    id: Type.String(),
    caseNo: Type.String(),
    procedure: Type.String(),
    procedureVersion: Type.Integer(),
    itemId: Type.String(),
    itemVersion: Type.Integer(),
    itemName: Type.String(),
    projectType: Type.String(),
    result: Type.String({ description: 'document | decision | filing' }),
    status: Type.String(),
    statusLabel: Type.String(),
    version: Type.Integer(),
    authority: Type.String(),
    authorityName: Type.String(),
    office: Type.String(),
    officeName: Type.String(),
    channel: Type.String(),
    openedAt: Type.String(),
    receivedOn: nullable(day),
    parties: Type.Array(partySchema),
    relation: nullable(Type.String()),
    clocks: Type.Array(clockSchema),
    reminders: Type.Array(clockSchema, { description: '部门给自己的提醒，不是办理期限' }),
    timeline: Type.Array(timelineSchema),
    letters: Type.Array(
      Type.Object({
        id: Type.String(),
        kind: Type.String(),
        name: Type.String(),
        docNo: Type.String(),
        on: day,
        to: nullable(Type.String({ description: '送给几个当事人之一或者第三方的：送给谁' })),
      }),
    ),
    licences: Type.Array(Type.String()),
    nextSteps: Type.Array(
      Type.Object({
        step: Type.String(),
        label: Type.String(),
        hint: Type.String(),
        input: anything,
        lane: Type.Optional(Type.String({ description: '在哪个部门的环节线中；办理时可作为 lane 提交' })),
        laneName: Type.Optional(Type.String()),
        aside: Type.Boolean(),
        onBehalf: Type.Boolean({ description: '代当事人登记' }),
        letters: Type.Array(Type.String()),
        cautions: Type.Array(Type.String(), { description: '办理以前请先看到的，不妨碍办理' }),
      }),
    ),
    notNow: Type.Array(
      Type.Object({
        step: Type.String(),
        label: Type.String(),
        lane: Type.Optional(Type.String()),
        laneName: Type.Optional(Type.String()),
        code: Type.String(),
        why: Type.String(),
        needed: Type.String(),
        basis: Type.Array(basisSchema),
      }),
    ),
    waitingFor: Type.Array(
      Type.Object({
        role: Type.String(),
        office: Type.String(),
        officeName: Type.String(),
        step: Type.String(),
        stepLabel: Type.String(),
        officer: nullable(Type.String({ description: '指定的经办人' })),
        urgedOn: nullable(day),
      }),
    ),
    warnings: Type.Array(Type.Object({ pointer: Type.String(), message: Type.String() })),
    receipts: Type.Array(receiptSchema),
    lanes: Type.Array(
      Type.Object({
        lane: Type.String(),
        label: Type.String(),
        per: nullable(Type.String({ description: 'office | party' })),
        instance: Type.String(),
        instanceLabel: Type.String(),
        state: Type.String(),
        stateLabel: Type.String(),
        over: Type.Boolean(),
        since: day,
        officer: nullable(Type.String()),
        urgedOn: nullable(day),
        note: nullable(Type.String()),
      }),
    ),
    form: anything,
    formVersion: Type.Integer(),
    materials: Type.Array(
      Type.Object({
        materialCode: Type.String(),
        name: Type.String(),
        necessity: Type.String(),
        needed: Type.Boolean(),
        documents: Type.Array(
          Type.Object({
            documentId: Type.String(),
            on: Type.String(),
            corrected: Type.Boolean(),
            erased: Type.Boolean(),
          }),
        ),
        licenceId: nullable(Type.String()),
        deferred: Type.Boolean(),
        promisedUntil: nullable(Type.String({ description: '承诺补交的最后一日' })),
      }),
    ),
    notice: Type.Union([
      Type.Object({
        on: day,
        termDays: nullable(Type.Integer()),
        items: Type.Array(
          Type.Object({
            index: Type.Integer(),
            materialCode: nullable(Type.String()),
            materialName: nullable(Type.String()),
            text: Type.String(),
            answered: Type.Boolean(),
            answer: nullable(Type.String()),
          }),
        ),
      }),
      Type.Null(),
    ]),
    erased: Type.Array(Type.Object({ version: Type.Integer(), on: day, basis: Type.String() })),
    ratings: Type.Array(
      Type.Object({
        grade: Type.Integer(),
        tags: Type.Array(Type.String()),
        comment: nullable(Type.String()),
        on: day,
        followUp: Type.Boolean(),
      }),
    ),
  },
  { description: '办件' },
);

const summaryProperties = {
  caseNo: Type.String(),
  procedure: Type.String(),
  itemId: Type.String(),
  itemName: Type.String(),
  office: Type.String(),
  authority: Type.String(),
  channel: Type.String(),
  status: Type.String(),
  statusLabel: Type.String(),
  version: Type.Integer(),
  applicant: Type.String(),
  openedAt: Type.String(),
  filedAt: Type.String({ description: '提交的时刻；草稿为开始填写的时刻' }),
  updatedAt: Type.String(),
  due: nullable(day),
  light: Type.String(),
  daysLeft: nullable(Type.Integer()),
};

const next = nullable(Type.String({ description: '下一页的 cursor；没有更多时为 null' }));

export const caseListSchema = Type.Object({ items: Type.Array(Type.Object(summaryProperties)), next });

export const worklistSchema = Type.Object({
  items: Type.Array(
    Type.Object({
      ...summaryProperties,
      step: Type.String(),
      stepLabel: Type.String(),
      role: Type.String(),
      workOffice: Type.String(),
      since: Type.String(),
      officer: nullable(Type.String({ description: '指定的经办人' })),
      urgedOn: nullable(day),
    }),
  ),
  next,
});
