import type { CaseView } from '../../capabilities/cases/public.ts';

type Standing = Pick<CaseView, 'status' | 'statusLabel'>;
type NotNow = Pick<CaseView['notNow'][number], 'code' | 'label' | 'why' | 'needed'>;

/** The rule names the states in which a step is open; an applicant wants to know how her case stands. */
export function whyNotNow(
  { status, statusLabel }: Standing,
  { code, label, why, needed }: NotNow,
): { detail: string; needed?: string } {
  if (!isForItsStanding(code)) return { detail: why, needed };
  return { detail: `办件目前“${statusLabel}”，${over.has(status) ? '不能再' : '暂时不能'}${label}。` };
}

/** What would be needed is then a list of states, which says nothing to an applicant. */
export const isForItsStanding = (code: string) => code === 'step/not-from-here';

const over = new Set([
  'not-accepted',
  'granted',
  'denied',
  'issued',
  'closed',
  'withdrawn',
  'answered',
  'abandoned',
]);
