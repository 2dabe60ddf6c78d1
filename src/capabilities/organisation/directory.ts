/**
 * Offices, authorities and the people at their posts, as one snapshot. It is read by nearly every page and changes a few
 * times a year, so each process keeps it for five seconds: a new post shows everywhere within that time.
 */
import type { Post } from '../../kernel/actor.ts';
import { local } from '../../kernel/basis.ts';
import type { Officer, Succession } from '../../kernel/procedure/declaration.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import type { Platform } from '../../platform/platform.ts';

export interface Authority {
  id: string;
  name: string;
  creditCode: string;
  documentWord: string;
  superior: string;
}

export interface Office {
  id: string;
  name: string;
  kind: 'hall' | 'department';
  /** Id of the authority in whose name it acts today. */
  authority: string;
  address: string;
  phone: string;
  hours: string;
  windows: { id: string; name: string; place: string }[];
}

export interface Directory {
  jurisdiction: { id: string; name: string; divisionCode: string | undefined };
  /** In the order in which people are used to see them; also those that have ended, because old records name them. */
  offices: ReadonlyMap<string, Office>;
  authorities: ReadonlyMap<string, Authority>;
  /** Names of everybody who holds or held a post, by opaque id. */
  personNames: ReadonlyMap<string, string>;
  /** The posts a person holds today. */
  postsOf(person: string): readonly Post[];
  /** Everybody at her posts today, and whether she is away. */
  officers: readonly Officer[];
  /** Offices that have ended by today, each with the one that acts in its place. */
  successions: Readonly<Record<string, Succession>>;
  /** What an office was called on a day; what it is called today for a day before it had a name, its id for none. */
  officeName(id: string, on?: LegalDay): string;
}

export interface Organisation {
  directory(): Promise<Directory>;
  listOffices(): Promise<Office[]>;
  findOffice(id: string): Promise<Office | undefined>;
  /** Throws for an id that no office has: ids come from our own records. */
  getOffice(id: string): Promise<Office>;
  getAuthority(id: string): Promise<Authority>;
}

const freshFor = 5_000;

export function createOrganisation(platform: Platform): Organisation {
  let kept: { until: number; directory: Promise<Directory> } | undefined;

  function directory(): Promise<Directory> {
    const now = Date.now();
    if (kept && kept.until > now) return kept.directory;
    const reading = readDirectory(platform);
    kept = { until: now + freshFor, directory: reading };
    reading.catch(() => {
      kept = undefined;
    });
    return reading;
  }

  return {
    directory,
    listOffices: async () => {
      const { offices, successions } = await directory();
      return [...offices.values()].filter(({ id }) => !(id in successions));
    },
    findOffice: async (id) => (await directory()).offices.get(id),
    getOffice: async (id) => known((await directory()).offices.get(id), 'office', id),
    getAuthority: async (id) => known((await directory()).authorities.get(id), 'authority', id),
  };
}

function known<Found>(found: Found | undefined, what: string, id: string): Found {
  if (found === undefined) throw new Error(`There is no ${what} ${id}`);
  return found;
}

interface DirectoryRow {
  zone: { name: string; code: string | null } | null;
  authorities: Authority[] | null;
  offices: Office[] | null;
  people: { id: string; name: string; posts: Post[] | null; absent: boolean }[] | null;
  names: { office: string; name: string; from: LegalDay; to: LegalDay | null }[] | null;
  successions: { office: string; successor: string; authority: string; basis: string }[] | null;
}

async function readDirectory({ pool, jurisdiction, clock }: Platform): Promise<Directory> {
  const { rows } = await pool.query<DirectoryRow>(directoryQuery, [jurisdiction, clock.today()]);
  const row = rows[0];
  const people = row?.people ?? [];
  const posts = new Map(people.map(({ id, posts }) => [id, posts ?? []]));
  const offices = new Map((row?.offices ?? []).map((office) => [office.id, office]));
  const names = Map.groupBy(row?.names ?? [], ({ office }) => office);
  return {
    jurisdiction: {
      id: jurisdiction,
      name: row?.zone?.name ?? '',
      divisionCode: row?.zone?.code ?? undefined,
    },
    offices,
    authorities: new Map((row?.authorities ?? []).map((authority) => [authority.id, authority])),
    personNames: new Map(people.map(({ id, name }) => [id, name])),
    postsOf: (person) => posts.get(person) ?? [],
    officers: people.flatMap(({ id, name, posts, absent }) =>
      (posts ?? []).map((post) => ({ person: id, name, absent, ...post })),
    ),
    successions: Object.fromEntries(
      (row?.successions ?? []).map(({ office, successor, authority, basis }) => [
        office,
        { office: successor, authority, basis: local(basis) },
      ]),
    ),
    officeName(id, on) {
      const then = names.get(id)?.find(({ from, to }) => on && from <= on && (to === null || on <= to));
      return then?.name ?? offices.get(id)?.name ?? id;
    },
  };
}

const directoryQuery = `
  SELECT
    (SELECT json_build_object('name', j.name, 'code', (
       SELECT code FROM organisation.division_code c
       WHERE c.jurisdiction = j.id AND valid_from <= $2 AND (valid_to IS NULL OR valid_to >= $2)))
     FROM organisation.jurisdiction j WHERE j.id = $1) AS zone,
    (SELECT json_agg(json_build_object('id', id, 'name', name, 'creditCode', credit_code,
       'documentWord', document_word, 'superior', superior) ORDER BY id)
     FROM organisation.authority WHERE jurisdiction = $1) AS authorities,
    (SELECT json_agg(json_build_object('id', o.id, 'name', o.name, 'kind', o.kind, 'authority', power.authority,
       'address', o.address, 'phone', o.phone, 'hours', o.hours, 'windows', coalesce((
         SELECT json_agg(json_build_object('id', w.id, 'name', w.name, 'place', w.place) ORDER BY w.id)
         FROM organisation.service_window w WHERE (w.jurisdiction, w.office) = (o.jurisdiction, o.id)), '[]'))
       ORDER BY o.position, o.id)
     FROM organisation.office o
     JOIN organisation.office_authority power ON (power.jurisdiction, power.office) = (o.jurisdiction, o.id)
       AND power.valid_from <= $2 AND (power.valid_to IS NULL OR power.valid_to >= $2)
     WHERE o.jurisdiction = $1) AS offices,
    (SELECT json_agg(json_build_object('id', person.id, 'name', person.name, 'posts', held.posts,
       'absent', EXISTS (SELECT FROM access.absence away WHERE (away.jurisdiction, away.person) = ($1, person.id)
         AND away.valid_from <= $2 AND away.valid_to >= $2
         AND (away.returned_on IS NULL OR away.returned_on > $2))))
     FROM (
       SELECT person, json_agg(json_strip_nulls(json_build_object('role', role, 'office', office, 'items', items))
         ORDER BY office, role)
         FILTER (WHERE valid_from <= $2 AND (valid_to IS NULL OR valid_to >= $2)) AS posts
       FROM access.post WHERE jurisdiction = $1 GROUP BY person) AS held
     JOIN access.person ON (person.jurisdiction, person.id) = ($1, held.person)) AS people,
    (SELECT json_agg(json_build_object('office', office, 'name', name, 'from', valid_from, 'to', valid_to))
     FROM organisation.office_name WHERE jurisdiction = $1) AS names,
    (SELECT json_agg(json_build_object('office', s.office, 'successor', s.successor, 'basis', s.basis,
       'authority', power.authority))
     FROM organisation.succession s
     JOIN organisation.office_authority power ON (power.jurisdiction, power.office) = (s.jurisdiction, s.successor)
       AND power.valid_from <= $2 AND (power.valid_to IS NULL OR power.valid_to >= $2)
     WHERE s.jurisdiction = $1 AND s.valid_from <= $2) AS successions`;
