/**
 * 归档范围和保管期限表 (档案法实施条例 §19): which class a closed case gets, and how long that is kept. Every installation
 * has its own, agreed to by its archive authority; versions are added, never edited. Pure.
 */
import { type LegalDay, yearOf } from '../../kernel/time/legal-day.ts';

export interface Schedule {
  title: string;
  /** The archive authority that agreed to it, and when. */
  agreedBy: string;
  /** Class → how it is called, and how many years; null is for ever. */
  classes: Record<string, { label: string; years: number | null }>;
  /** The first that fits; a member that is absent fits everything. */
  rules: {
    itemIds?: string[];
    taskTypes?: string[];
    results?: string[];
    statuses?: string[];
    class: string;
  }[];
  otherwise: string;
}

export interface ToClassify {
  itemId: string;
  taskType: string;
  /** `certificate`, `document`, `none` */
  result: string;
  status: string;
}

export function classOf({ rules, otherwise }: Schedule, one: ToClassify): string {
  const fits = (allowed: string[] | undefined, value: string) => !allowed || allowed.includes(value);
  const rule = rules.find(
    ({ itemIds, taskTypes, results, statuses }) =>
      fits(itemIds, one.itemId) &&
      fits(taskTypes, one.taskType) &&
      fits(results, one.result) &&
      fits(statuses, one.status),
  );
  return rule?.class ?? otherwise;
}

/** Counted in whole years after the one in which it was closed; null: for ever. */
export function keepUntil({ classes }: Schedule, name: string, closedOn: LegalDay): LegalDay | null {
  const years = classes[name]?.years;
  if (years === undefined) throw new Error(`the schedule has no class ${name}`);
  return years === null ? null : `${yearOf(closedOn) + years}-12-31`;
}

/** Of the demonstration; fictional, and not agreed to by anybody. */
export const demonstrationSchedule: Schedule = {
  title: '明川经济开发区政务服务办件归档范围和保管期限表（示范）',
  agreedBy: '示范，未经档案主管部门审核',
  classes: {
    permanent: { label: '永久', years: null },
    'thirty-years': { label: '30年', years: 30 },
    'ten-years': { label: '10年', years: 10 },
  },
  rules: [
    { results: ['certificate'], statuses: ['closed'], class: 'thirty-years' },
    { statuses: ['withdrawn', 'abandoned'], class: 'ten-years' },
  ],
  otherwise: 'ten-years',
};
