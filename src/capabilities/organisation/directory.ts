/**
 * Offices, authorities and the people at their posts, as one snapshot. It is read by nearly every page and changes a few
 * times a year, so each process keeps it for five seconds: a new post shows everywhere within that time.
 */
import type { Post } from '../../kernel/actor.ts';
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
  /** In the order in which people are used to see them. */
  offices: ReadonlyMap<string, Office>;
  authorities: ReadonlyMap<string, Authority>;
  /** Names of everybody who holds or held a post, by opaque id. */
  personNames: ReadonlyMap<string, string>;
  /** The posts a person holds today. */
  postsOf(person: string): readonly Post[];
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
    listOffices: async () => [...(await directory()).offices.values()],
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
  people: { id: string; name: string; posts: Post[] | null }[] | null;
}

async function readDirectory({ pool, jurisdiction, clock }: Platform): Promise<Directory> {
  const { rows } = await pool.query<DirectoryRow>(directoryQuery, [jurisdiction, clock.today()]);
  const row = rows[0];
  const people = row?.people ?? [];
  const posts = new Map(people.map(({ id, posts }) => [id, posts ?? []]));
  return {
    jurisdiction: {
      id: jurisdiction,
      name: row?.zone?.name ?? '',
      divisionCode: row?.zone?.code ?? undefined,
    },
    offices: new Map((row?.offices ?? []).map((office) => [office.id, office])),
    authorities: new Map((row?.authorities ?? []).map((authority) => [authority.id, authority])),
    personNames: new Map(people.map(({ id, name }) => [id, name])),
    postsOf: (person) => posts.get(person) ?? [],
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
    (SELECT json_agg(json_build_object('id', person.id, 'name', person.name, 'posts', held.posts))
     FROM (
       SELECT person, json_agg(json_build_object('role', role, 'office', office) ORDER BY office, role)
         FILTER (WHERE valid_from <= $2 AND (valid_to IS NULL OR valid_to >= $2)) AS posts
       FROM access.post WHERE jurisdiction = $1 GROUP BY person) AS held
     JOIN access.person ON (person.jurisdiction, person.id) = ($1, held.person)) AS people`;
