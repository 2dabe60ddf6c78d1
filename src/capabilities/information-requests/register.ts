/** The register of requests and its yearly numbers, both from facts alone. */
import type { Actor } from '../../kernel/actor.ts';
import { needsPersonalData } from '../../kernel/masking.ts';
import type { ClockInputs } from '../../kernel/procedure/clocks.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import type { Platform } from '../../platform/platform.ts';
import { createCases } from '../cases/public.ts';
import { createCatalogue, itemTerms } from '../catalogue/public.ts';
import { answerKinds } from './answer-steps.ts';
import { headlines } from './lanes.ts';
import { type RequestStanding, standingOn } from './request-standing.ts';
import { listStoredRequests, type RequestQuery, type StoredRequest } from './stored-requests.ts';
import { type CountedNumber, countedNumbers } from './yearly-numbers.ts';

export interface RegisterEntry {
  caseNo: string;
  status: string;
  statusLabel: string;
  filedOn: LegalDay;
  receivedOn: LegalDay | null;
  applicantKind: 'natural-person' | 'organization';
  /** Null for those whose post does not need the applicant's words, and once erased. */
  subject: string | null;
  due: LegalDay | null;
  answeredOn: LegalDay | null;
  answerKind: string | null;
  answerLabel: string | null;
  overdue: boolean;
}

export interface RegisterPage {
  items: RegisterEntry[];
  /** The request after which the next page begins. */
  nextId: number | null;
}

export async function readRegister(
  platform: Platform,
  viewer: Actor,
  query: RequestQuery & { limit: number },
): Promise<RegisterPage> {
  const found = await listStoredRequests(platform, viewer, { ...query, limit: query.limit + 1 });
  const page = found.slice(0, query.limit);
  const standings = await standingsOn(platform, platform.clock.today(), page);
  const full = needsPersonalData(
    viewer,
    viewer.posts.map(({ office }) => office),
    'information-request',
  );
  return {
    items: page.flatMap((request, at) => {
      const standing = standings[at];
      return standing ? [entryOf(request, standing, full)] : [];
    }),
    nextId: found.length > query.limit ? (page.at(-1)?.id ?? null) : null,
  };
}

function entryOf(
  { caseNo, status, filedOn, subject }: StoredRequest,
  { receivedOn, applicantKind, due, ended, overdue }: RequestStanding,
  full: boolean,
): RegisterEntry {
  const answered = ended?.how === 'answered' ? ended : null;
  const labels: Record<string, string> = answerKinds;
  return {
    caseNo,
    status,
    statusLabel: headlines[status] ?? status,
    filedOn,
    receivedOn,
    applicantKind,
    subject: full ? subject : null,
    due,
    answeredOn: answered?.on ?? null,
    answerKind: answered?.answer ?? null,
    answerLabel: labels[answered?.answer ?? ''] ?? null,
    overdue,
  };
}

export interface YearlyNumbers {
  year: number;
  /** The last day looked at: the year's end, or today while it runs. */
  asOf: LegalDay;
  numbers: CountedNumber[];
}

export async function readYearlyNumbers(
  platform: Platform,
  viewer: Actor,
  year: number,
): Promise<YearlyNumbers> {
  const end = `${year}-12-31`;
  const today = platform.clock.today();
  const asOf = end < today ? end : today;
  const requests = await listStoredRequests(platform, viewer, { to: end });
  const standings = await standingsOn(platform, asOf, requests);
  return { year, asOf, numbers: countedNumbers(standings, { from: `${year}-01-01`, to: asOf }) };
}

async function standingsOn(
  platform: Platform,
  day: LegalDay,
  requests: readonly StoredRequest[],
): Promise<RequestStanding[]> {
  const cases = createCases(platform);
  const [settings, calendar] = [await cases.settings(), await cases.calendar()];
  const catalogue = createCatalogue(platform);
  const inputs = new Map<number, ClockInputs>();
  for (const version of new Set(requests.map(({ itemVersion }) => itemVersion))) {
    const item = await catalogue.getItemVersion('information-request', version);
    if (!item.fileable) throw new Error(`version ${version} of the information request is a guide`);
    inputs.set(version, { calendar, settings, item: itemTerms(item) });
  }
  return requests.flatMap((request) => {
    const own = inputs.get(request.itemVersion);
    return own ? [standingOn(day, request, own)] : [];
  });
}
