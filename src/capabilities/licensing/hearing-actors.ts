/** Who acts around a hearing, and in whose name: a party herself, or staff who enter what she said or handed in. */
import Type from 'typebox';
import type { Allowed, RuleContext, Who } from '../../kernel/procedure/declaration.ts';
import { applicantOf } from './hearing-standing.ts';

export const officers: Who[] = [
  { role: 'reviewer', at: 'office' },
  { role: 'approver', at: 'office' },
];

/** The parties themselves; on paper or by word of mouth the window or the office enters it for them. */
export const partiesOrStaff: Who[] = [
  { party: 'applicant' },
  { party: 'interested-party' },
  { role: 'clerk', at: 'hall' },
  { role: 'reviewer', at: 'office' },
];

/** Filled in by staff only, who enter what somebody handed in or said. */
export const forWhom = {
  party: Type.Optional(Type.String({ title: '代哪一方登记', maxLength: 64 })),
  receivedOn: Type.Optional(Type.String({ title: '实际收到日期（代为登记时）', format: 'date' })),
};

export interface ForWhom {
  party?: string;
  receivedOn?: string;
}

/** In whose name the step is taken: a party's own, or the one whom staff names. */
export function speaker({ actor, state }: RuleContext, input: ForWhom | undefined): string {
  if (actor.party === 'interested-party') return actor.partyId ?? '';
  return actor.party ? applicantOf(state) : (input?.party ?? '');
}

/** Staff say for whom and since when it lies there; who speaks for herself has nothing of that to fill in. */
export function speakers({ actor, today }: RuleContext, among: string[]): Record<string, Allowed> {
  if (actor.party !== null) {
    return { party: { absent: true }, receivedOn: { absent: true }, toldOn: { absent: true } };
  }
  return { party: { ids: { of: 'party', among }, required: true }, receivedOn: { until: today } };
}

export function speakerFaults(context: RuleContext, input: ForWhom) {
  const faults = [];
  const isStaff = context.actor.party === null;
  if (isStaff && input.party === undefined) {
    faults.push({ pointer: '/party', message: '请选择代哪一方登记。' });
  }
  if (!isStaff && input.party !== undefined) {
    faults.push({ pointer: '/party', message: '您只能以自己的名义办理，不用填写。' });
  }
  if (!isStaff && input.receivedOn !== undefined) {
    faults.push({ pointer: '/receivedOn', message: '收到日期由工作人员登记。' });
  }
  if (input.receivedOn !== undefined && input.receivedOn > context.today) {
    faults.push({ pointer: '/receivedOn', message: '收到日期不能晚于今天。' });
  }
  if (input.receivedOn !== undefined && input.receivedOn < (context.state.facts[0]?.effectiveOn ?? '')) {
    faults.push({ pointer: '/receivedOn', message: '收到日期不能早于申请的日期。' });
  }
  return faults;
}
