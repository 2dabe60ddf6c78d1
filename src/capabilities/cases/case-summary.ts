/** A case as one line of a list. */
import type { Pool } from 'pg';
import type { Actor } from '../../kernel/actor.ts';
import { maskName } from '../../kernel/masking.ts';
import type { Procedure } from '../../kernel/procedure/declaration.ts';
import type { Calendar } from '../../kernel/time/calendar.ts';
import { workingDaysBetween } from '../../kernel/time/deadline.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';

export interface CaseSummary {
  caseNo: string;
  procedure: string;
  itemId: string;
  itemName: string;
  office: string;
  authority: string;
  channel: string;
  status: string;
  statusLabel: string;
  version: number;
  /** A natural person's is masked for all but applicants, who list their own. */
  applicant: string;
  openedAt: string;
  /** When it was sent, which for a draft is later than when it was begun. */
  filedAt: string;
  updatedAt: string;
  /** Earliest due day of a running agency clock. */
  due: string | null;
  light: 'normal' | 'warning' | 'overdue' | 'paused' | 'stopped';
  daysLeft: number | null;
}

export interface ListInputs {
  pool: Pool;
  jurisdiction: string;
  today: LegalDay;
  calendar: Calendar;
  warnWithinDays: number;
  hallOffice: string;
  /** Ids of the authorities in whose name these offices act. */
  authoritiesOf: (offices: string[]) => string[];
  /** The words of each item's own kind; undefined where they are those of its procedure. */
  labelsOf: (itemIds: string[]) => Promise<(itemId: string) => Procedure | undefined>;
  /** Ids of the items whose name has these words in it. */
  itemsNamed: (words: string) => Promise<string[]>;
  statusLabel: (procedure: string, status: string) => string;
  stepLabel: (procedure: string, step: string) => string;
  personName: (id: string) => string | undefined;
}

export interface SummaryRow {
  id: number;
  case_no: string;
  procedure: string;
  item_id: string;
  item_name: string;
  office: string;
  authority: string;
  channel: string;
  status: string;
  version: number;
  applicant_name: string;
  applicant_kind: string;
  opened_at: Date;
  filed_at: Date | null;
  updated_at: Date;
  due: string | null;
  paused: boolean;
}

export const summaryColumns = `c.id, c.case_no, c.procedure, c.item_id, c.item_name, c.office, c.authority, c.channel, c.status,
  c.version, c.applicant_name, a.kind as applicant_kind, c.opened_at, c.updated_at, c.due, c.paused,
  (select f.recorded_at from ledger.fact f where f.jurisdiction = c.jurisdiction and f.subject_type = 'case'
     and f.subject_id = c.id::text and f.version <= 2 and f.kind = 'submitted' limit 1) as filed_at`;

/**
 * No post needs the full names of fifty people to choose one of them. Whoever opens a case is shown its names, and that
 * reading is recorded; a list leaves no trace, and so shows none (docs/decisions/0052-names-in-lists.md).
 */
export function summaryOf(
  row: SummaryRow,
  actor: Actor,
  inputs: ListInputs,
  wordsOf: (itemId: string) => Procedure | undefined,
): CaseSummary {
  const masked = actor.kind !== 'applicant' && row.applicant_kind === 'natural-person';
  // A pause that lasts beyond its announced end: no day is known before somebody resumes (clocks.ts).
  const due = row.paused && row.due !== null && row.due < inputs.today ? null : row.due;
  return {
    caseNo: row.case_no,
    procedure: row.procedure,
    itemId: row.item_id,
    itemName: row.item_name,
    office: row.office,
    authority: row.authority,
    channel: row.channel,
    status: row.status,
    statusLabel: wordsOf(row.item_id)?.headlines[row.status] ?? inputs.statusLabel(row.procedure, row.status),
    version: row.version,
    applicant: masked ? maskName(row.applicant_name) : row.applicant_name,
    openedAt: row.opened_at.toISOString(),
    filedAt: (row.filed_at ?? row.opened_at).toISOString(),
    updatedAt: row.updated_at.toISOString(),
    due,
    light: lightOfRow(row, inputs),
    daysLeft: due === null ? null : workingDaysBetween(inputs.calendar, inputs.today, due),
  };
}

function lightOfRow({ due, paused }: SummaryRow, { today, calendar, warnWithinDays }: ListInputs) {
  if (due === null) return 'stopped' as const;
  if (paused) return 'paused' as const;
  if (today > due) return 'overdue' as const;
  return workingDaysBetween(calendar, today, due) <= warnWithinDays
    ? ('warning' as const)
    : ('normal' as const);
}
