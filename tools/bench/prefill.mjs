/**
 * Stores many cases as the product itself would have: facts made by its rules and sealed by its hash, rows projected by
 * its pure functions, only written in bulk. Ratings excepted, a life ends where chance wants it.
 */
import { randomBytes } from 'node:crypto';
import { caseNumber } from '../../src/capabilities/cases/case-number.ts';
import { project } from '../../src/capabilities/cases/projection.ts';
import { searchWords } from '../../src/capabilities/cases/search-words.ts';
import { itemTerms } from '../../src/capabilities/catalogue/item-terms.ts';
import { letterWords } from '../../src/capabilities/licensing/letter-words.ts';
import { licensing } from '../../src/capabilities/licensing/licensing.ts';
import { formatDocumentNumber } from '../../src/kernel/identifiers/document-number.ts';
import { sealFacts } from '../../src/kernel/ledger/seal-facts.ts';
import { fold } from '../../src/kernel/procedure/fold.ts';
import { capacityFor, findStep, refusalOf } from '../../src/kernel/procedure/rules.ts';
import { publishedCalendar } from '../../src/kernel/time/calendar.ts';
import { addWorkingDays } from '../../src/kernel/time/deadline.ts';
import { legalDayOf } from '../../src/kernel/time/legal-day.ts';
import { appendFacts } from '../../src/platform/ledger/append-facts.ts';
import { connect } from './ceilings.mjs';

const jurisdiction = 'mingchuan';
const casesInBatch = 400;
/** Below it lie the few cases that were opened by hand. */
const firstId = 10_000;
const calendar = publishedCalendar();

const way = [
  ['clerk', 'accept', {}],
  ['reviewer', 'review', { conclusion: 'agree', opinion: '材料齐全，符合条件' }],
  ['approver', 'decide', { outcome: 'grant' }],
  ['clerk', 'decide', { outcome: 'grant' }],
  ['issuer', 'issue', {}],
  ['issuer', 'deliver', { method: 'electronic' }],
  ['applicant', 'rate', { grade: 5 }],
];

/** Fills an installation's database with `count` cases; the server must not be running. Returns counts and seconds. */
export async function prefill(ownerUrl, count, tell) {
  const client = await connect(ownerUrl);
  const world = await readWorld(client);
  const before = performance.now();
  let computing = 0;
  let facts = 0;
  // While PostgreSQL writes one batch the next one is made.
  let written = Promise.resolve();
  for (let first = 1; first <= count; first += casesInBatch) {
    const started = performance.now();
    const length = Math.min(casesInBatch, count - first + 1);
    const lives = Array.from({ length }, (_empty, place) => lead(world, firstId + first + place));
    computing += performance.now() - started;
    facts += lives.reduce((sum, life) => sum + life.sealed.length, 0);
    await written;
    written = write(client, lives);
    tell(first - 1);
  }
  await written;
  await finish(client, count);
  await client.end();
  return { cases: count, facts, seconds: (performance.now() - before) / 1000, computing: computing / 1000 };
}

async function readWorld(client) {
  const [
    { rows: people },
    { rows: items },
    { rows: settings },
    { rows: words },
    { rows: offices },
    { rows: counters },
  ] = [
    await client.query('select a.username, a.person from access.account a where a.jurisdiction = $1', [
      jurisdiction,
    ]),
    await client.query(
      `select i.definition, i.version from catalogue.item i
       join catalogue.search s using (jurisdiction, item_id, version) where i.jurisdiction = $1 and i.fileable`,
      [jurisdiction],
    ),
    await client.query('select version, settings from cases.settings where jurisdiction = $1', [
      jurisdiction,
    ]),
    await client.query('select id, document_word from organisation.authority where jurisdiction = $1', [
      jurisdiction,
    ]),
    await client.query('select id from organisation.office where jurisdiction = $1', [jurisdiction]),
    await client.query(
      `select authority, year, kind, max(number) as last from cases.letter
       where jurisdiction = $1 group by authority, year, kind`,
      [jurisdiction],
    ),
  ];
  return {
    now: new Date(),
    items: items.map(({ definition, version }) => {
      const item = { ...definition, version };
      return { terms: itemTerms(item), form: item.form.examples[0] };
    }),
    persons: Object.fromEntries(people.map(({ username, person }) => [username, person])),
    settings: { ...settings[0].settings, version: String(settings[0].version) },
    offices: offices.map(({ id }) => id),
    documentWords: Object.fromEntries(words.map(({ id, document_word }) => [id, document_word])),
    numbers: new Map(counters.map((row) => [counterOf(row), row])),
    chance: chanceOf(20_260_101),
  };
}

/** Repeatable chance: the same run stores the same cases, salts excepted. */
function chanceOf(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** One case with its party, its sealed facts and its rows. */
function lead(world, id) {
  const { terms, form } = world.items[world.chance(world.items.length)];
  const party = partyOf(id);
  // Nine of ten are over; the others were filed in the last days, so that nothing has run out.
  const length = world.chance(10) > 0 ? way.length : world.chance(way.length);
  const age = length === way.length ? 12 + world.chance(500) : world.chance(4) + length;
  let day = addWorkingDays(calendar, legalDayOf(world.now), -age);
  const openedOn = day;
  const life = { id, terms, party, sealed: [], letters: [], facts: [], head: { version: 0, hash: null } };
  const filer = { personId: party.person, posts: [], party: 'applicant', system: false };
  const application = {
    channel: 'online',
    draft: false,
    applicantParty: party.id,
    agentParty: null,
    applicantKind: party.kind,
    materials: [],
    applicant: { ...identityOf(party), phone: '13800000000' },
    form,
  };
  append(
    world,
    life,
    day,
    filer,
    undefined,
    licensing.opening.facts(contextOf(world, life, day, filer), application),
  );
  for (const [who, name, input] of way.slice(0, length)) {
    const actor = who === 'applicant' ? filer : staff(world, who, terms);
    const step = findStep(licensing, name);
    const context = contextOf(world, life, day, actor);
    const capacity = capacityFor(step, context);
    if (!capacity || refusalOf(step, licensing, context, input)) continue;
    const kind = step.letter?.(context, input);
    append(
      world,
      life,
      day,
      actor,
      capacity,
      step.facts(context, input),
      kind in terms.letters ? kind : undefined,
    );
    day = addWorkingDays(calendar, day, 1);
  }
  return {
    ...life,
    openedOn,
    projection: project(licensing, life.facts, contextOf(world, life, day, filer)),
  };
}

function staff(world, role, terms) {
  const office = role === 'clerk' || role === 'issuer' ? world.settings.hallOffice : terms.office;
  return { personId: world.persons[role], posts: [{ role, office }], party: null, system: false };
}

function contextOf({ settings, offices }, { terms, facts }, day, actor) {
  const now = instantOn(day);
  return { now, today: day, calendar, settings, offices, item: terms, state: fold(licensing, facts), actor };
}

const instantOn = (day) => new Date(`${day}T02:00:00.000Z`);

function append(world, life, day, actor, capacity, made, letterKind) {
  const letter = letterKind && letterOf(world, life, day, letterKind);
  const stamped = made.map((fact, place) => ({
    ...fact,
    data: {
      ...fact.data,
      ...(place === 0 && letter
        ? { letter: { id: letter.id, kind: letter.kind, docNo: letter.document_no } }
        : {}),
      rules: {
        procedure: `${licensing.id}@${licensing.version}`,
        calendar: calendar.version,
        settings: world.settings.version,
      },
    },
  }));
  const post = capacity?.post;
  const factActor = post
    ? { person: actor.personId, capacity: 'post', role: post.role, office: post.office }
    : { person: actor.personId, capacity: 'applicant', principal: life.party.id };
  const stream = { jurisdiction, subjectType: 'case', subjectId: String(life.id) };
  const recordedAt = instantOn(day).toISOString();
  const sealed = sealFacts(
    stream,
    life.head,
    stamped,
    factActor,
    recordedAt,
    stamped.map(() => randomBytes(32)),
  );
  life.sealed.push(...sealed);
  life.facts.push(...sealed.map(({ envelope, payload }) => ({ ...envelope, payload })));
  life.head = { version: sealed.at(-1).envelope.version, hash: sealed.at(-1).hash };
}

const counterOf = ({ authority, year, kind }) => `${authority} ${year} ${kind}`;

function letterOf({ numbers, documentWords }, life, day, kind) {
  const { authority } = life.terms;
  const year = Number(day.slice(0, 4));
  const counter = counterOf({ authority, year, kind });
  const number = (numbers.get(counter)?.last ?? 0) + 1;
  numbers.set(counter, { jurisdiction, authority, year, kind, last: number });
  const prefix = `${documentWords[authority]}${letterWords[kind] ?? ''}`;
  const letter = {
    jurisdiction,
    id: `l${randomBytes(9).toString('hex')}`,
    case_id: life.id,
    version: life.head.version + 1,
    kind,
    authority,
    year,
    number,
    document_no: formatDocumentNumber({ prefix, year, number }),
    made_on: day,
  };
  life.letters.push(letter);
  return letter;
}

const places = ['东港', '西岭', '南塘', '北桥', '云溪', '清湾', '新桥', '长堤', '石渡', '白鹭'];
const words = [
  '兴',
  '和',
  '顺',
  '安',
  '嘉',
  '润',
  '恒',
  '盛',
  '景',
  '泽',
  '瑞',
  '丰',
  '明',
  '远',
  '宏',
  '祥',
];
const trades = ['餐饮', '食品', '商贸', '酒店管理', '农业科技', '便利连锁', '生物技术', '文化传媒'];

/** Two cases of three are filed by somebody new. */
function partyOf(id) {
  const number = id - (id % 3 === 0 ? 1 : 0);
  const pick = (list, every) => list[Math.floor(number / every) % list.length];
  return {
    jurisdiction,
    id: `p${String(number).padStart(24, '0')}`,
    isNew: number === id,
    person: `prefilled-${number}`,
    kind: 'organization',
    name: `${pick(places, 1)}${pick(words, 7)}${pick(words, 113)}${pick(trades, 3)}有限公司`,
    idType: 'other',
    idNumber: `BENCH${String(number).padStart(13, '0')}`,
  };
}

const identityOf = ({ kind, name, idType, idNumber }) => ({ kind, name, idType, idNumber });

async function write(client, lives) {
  await client.query('begin');
  await insert(
    client,
    'cases.party',
    lives.filter(({ party }) => party.isNew).map(({ party }) => partyRow(party)),
  );
  await insert(client, 'cases.current', lives.map(currentRow));
  const stored = lives.map(({ id, terms, projection }) => ({ id, terms, projection }));
  await insert(
    client,
    'cases.standing',
    stored.map(({ id, terms, projection: { status } }) => ({
      jurisdiction,
      case_id: id,
      office: terms.office,
      status,
    })),
  );
  const ofCase =
    (rows) =>
    ({ id, projection }) =>
      projection[rows].map((row) => ({ jurisdiction, case_id: id, ...row }));
  await insert(client, 'cases.clock', stored.flatMap(ofCase('clocks')));
  await insert(client, 'cases.worklist', stored.flatMap(ofCase('worklist')));
  await insert(
    client,
    'cases.sight',
    stored.flatMap(({ id, projection }) =>
      projection.sight.map((place) => ({ jurisdiction, seen_from: place, case_id: id })),
    ),
  );
  await insert(
    client,
    'cases.letter',
    lives.flatMap(({ letters }) => letters),
  );
  const found = lives.map(({ id, party, terms }) => ({ id, words: searchWords([party.name, terms.name]) }));
  await client.query(
    `insert into cases.search (jurisdiction, case_id, words)
     select $1, r.id, array_to_tsvector(string_to_array(r.words, ' '))
     from jsonb_to_recordset($2) as r(id bigint, words text)`,
    [jurisdiction, JSON.stringify(found)],
  );
  await appendFacts(
    client,
    jurisdiction,
    lives.flatMap(({ sealed }) => sealed),
  );
  await client.query('commit');
}

function insert(client, relation, rows) {
  const columns = Object.keys(rows[0] ?? {}).join(', ');
  if (columns === '') return undefined;
  return client.query(
    `insert into ${relation} (${columns}) select ${columns} from jsonb_populate_recordset(null::${relation}, $1)`,
    [JSON.stringify(rows)],
  );
}

const partyRow = ({ id, kind, name, idType, idNumber }) => ({
  jurisdiction,
  id,
  kind,
  name,
  id_type: idType,
  id_number: idNumber,
});

function currentRow({ id, terms, party, openedOn, sealed, projection }) {
  return {
    jurisdiction,
    id,
    case_no: caseNumber('MC', openedOn, id),
    procedure: licensing.id,
    procedure_version: licensing.version,
    item_id: terms.itemId,
    item_version: terms.version,
    item_name: terms.name,
    authority: terms.authority,
    office: terms.office,
    channel: 'online',
    applicant_party: party.id,
    agent_party: null,
    filed_by_account: party.person,
    applicant_name: party.name,
    opened_at: sealed[0].envelope.recordedAt,
    updated_at: sealed.at(-1).envelope.recordedAt,
    filed: projection.filed,
    status: projection.status,
    version: projection.version,
    due: projection.due,
    paused: projection.paused,
  };
}

async function finish(client, count) {
  await client.query(`select setval('cases.case_id', $1)`, [firstId + count + 1]);
  await client.query('vacuum analyze');
}
