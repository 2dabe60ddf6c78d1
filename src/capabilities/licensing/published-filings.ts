/** 备案公布: what was put on record, for everybody. Found by a row, read from the facts of its case. */
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import type { Platform } from '../../platform/platform.ts';
import { createCases, type EffectSource, type OpenCase, type StepEffect } from '../cases/public.ts';
import { numberOf } from './filing-letters.ts';
import { isFiling } from './filing-words.ts';
import { contentBefore } from './granted-content.ts';

export interface PublishedFiling {
  number: string;
  itemName: string;
  officeName: string;
  filedOn: LegalDay;
  /** What was filed, as people read it; people's names are left out. */
  content: { name: string; value: string }[];
}

/** Of the decision: a filing can be found from the moment it is made. */
export async function publishFiling({
  record,
  context,
  facts,
  jurisdiction,
}: EffectSource): Promise<StepEffect | undefined> {
  if (!isFiling(context.item) || !facts.some(({ kind }) => kind === 'granted')) return undefined;
  return {
    data: {},
    async write(client) {
      await client.query(
        `insert into licensing.published_filing (jurisdiction, case_id, filed_on) values ($1, $2, $3)
         on conflict do nothing`,
        [jurisdiction, record.id, context.today],
      );
    },
  };
}

export interface FilingsPage {
  items: PublishedFiling[];
  /** Case id before which the next page begins. */
  next: string | null;
}

const pageLength = 50;

/** The newest first. */
export async function listPublishedFilings(platform: Platform, before?: string): Promise<FilingsPage> {
  const { pool, jurisdiction } = platform;
  const { rows } = await pool.query<{ case_id: string }>(
    `select case_id from licensing.published_filing
     where jurisdiction = $1 and ($2::bigint is null or case_id < $2) order by case_id desc limit ${pageLength + 1}`,
    [jurisdiction, before ?? null],
  );
  const page = rows.slice(0, pageLength);
  const cases = createCases(platform);
  const opened = await Promise.all(page.map(({ case_id }) => cases.load(Number(case_id))));
  return {
    items: opened.flatMap((open) => (open ? publishedOf(open) : [])),
    next: rows.length > pageLength ? String(page.at(-1)?.case_id) : null,
  };
}

function publishedOf({ record, item, directory }: OpenCase): PublishedFiling[] {
  const fact = record.facts.findLast(({ kind }) => kind === 'granted');
  const number = fact && numberOf({ fact });
  if (!fact || !number) return [];
  return [
    {
      number,
      itemName: record.itemName,
      officeName: directory.offices.get(record.office)?.name ?? record.office,
      filedOn: fact.effectiveOn,
      content: contentBefore({ record, item, fact }, { withPeople: false }).map(([name, value]) => ({
        name,
        value,
      })),
    },
  ];
}
