/**
 * The ceilings: the rows of the product's steps written by pg alone, without HTTP, rules, loading or answers.
 * `one`: a single statement of data-modifying CTEs for each step. `separate`: BEGIN, a statement for each row, COMMIT.
 */
import { randomBytes } from 'node:crypto';
import pg from 'pg';

/**
 * Statements and a maker of parameters out of recorded steps. In every replayed life the case and all that a unique
 * key would refuse a second time get values of their own, of the same length.
 */
export function planCeiling({ steps, keys, caseId }) {
  const identities = identitiesOf(steps, keys, caseId);
  return steps.map((changes, place) => {
    const parts = changes.map((change) => writingOf(change, keys[change.relation]));
    return {
      name: `step-${place}`,
      parts: parts.map((part) => ({
        text: part.text(0),
        fill: (life) => fill(part.values, life, identities),
      })),
      whole: joined(parts),
      fillWhole: (life) =>
        fill(
          parts.flatMap((part) => part.values),
          life,
          identities,
        ),
    };
  });
}

function joined(parts) {
  let bound = 0;
  const ctes = parts.map((part, place) => {
    const text = `w${place} as (${part.text(bound)})`;
    bound += part.values.length;
    return text;
  });
  return `with ${ctes.join(',\n')} select 1`;
}

/** One row as SQL with its values; `text(bound)` numbers the parameters behind those already bound. */
function writingOf({ relation, operation, old, new: row }, { primary, filled }) {
  const given = (columns, from) => columns.map((column) => ({ relation, column, value: from[column] }));
  const where = (bound) => primary.map((column, place) => `${column} = $${bound + place + 1}`).join(' and ');
  if (operation === 'INSERT') {
    const columns = Object.keys(row).filter((column) => !filled.includes(column));
    const places = (bound) => columns.map((_column, place) => `$${bound + place + 1}`);
    return {
      values: given(columns, row),
      text: (bound) => `insert into ${relation} (${columns.join(', ')}) values (${places(bound).join(', ')})`,
    };
  }
  if (operation === 'DELETE') {
    return { values: given(primary, old), text: (bound) => `delete from ${relation} where ${where(bound)}` };
  }
  const changed = Object.keys(row).filter(
    (column) => JSON.stringify(row[column]) !== JSON.stringify(old[column]),
  );
  const sets = changed.length > 0 ? changed : primary;
  return {
    values: [...given(primary, old), ...given(sets, row)],
    text: (bound) => {
      const assigned = sets.map((column, place) => `${column} = $${bound + primary.length + place + 1}`);
      return `update ${relation} set ${assigned.join(', ')} where ${where(bound)}`;
    },
  };
}

/** Which recorded values must be new in each life: the case's id, and one column of every other unique key. */
function identitiesOf(steps, keys, caseId) {
  const fresh = new Set();
  const replaced = new Map();
  const isCase = (value) => value === caseId || value === String(caseId);
  for (const { relation, operation, new: row } of steps.flat()) {
    if (operation !== 'INSERT') continue;
    for (const columns of keys[relation].unique) {
      if (columns.some((column) => isCase(row[column]) || replaced.has(row[column]))) continue;
      const free = columns.filter((name) => !keys[relation].filled.includes(name) && row[name] !== null);
      // A stream of facts is named by its subject; the versions in it count on from there.
      const column = free.find((name) => name === 'subject_id') ?? free.at(-1);
      if (column === undefined || keys[relation].filled.some((name) => columns.includes(name))) continue;
      if (typeof row[column] === 'number') fresh.add(`${relation}.${column}`);
      else replaced.set(row[column], row[column].length);
    }
  }
  return { isCase, fresh, replaced };
}

function fill(values, life, { isCase, fresh, replaced }) {
  return values.map(({ relation, column, value }) => {
    if (isCase(value)) return typeof value === 'number' ? life.id : String(life.id);
    if (fresh.has(`${relation}.${column}`)) return life.number;
    if (replaced.has(value)) return life.renamed(value, replaced.get(value));
    return value !== null && typeof value === 'object' ? JSON.stringify(value) : value;
  });
}

let lives = 0;

function newLife() {
  const names = new Map();
  const number = ++lives;
  return {
    id: 700_000_000 + number,
    number: 1_000_000 + number,
    renamed(value, length) {
      // Bytes stay bytes.
      const mark = value.startsWith('\\x') ? '\\x' : '';
      if (!names.has(value))
        names.set(value, mark + randomBytes(length).toString('hex').slice(mark.length, length));
      return names.get(value);
    },
  };
}

/** Lives written in a second, by so many connections for so long. Any error ends the run. */
export async function runCeiling(plan, clients, way, milliseconds) {
  const write = way === 'one' ? writeWhole : writeParts;
  let done = 0;
  const end = performance.now() + milliseconds;
  const work = async (client) => {
    while (performance.now() < end) {
      const life = newLife();
      for (const step of plan) {
        await write(client, step, life);
        if (performance.now() <= end) done++;
      }
    }
  };
  await Promise.all(clients.map(work));
  return done / plan.length / (milliseconds / 1000);
}

function writeWhole(client, step, life) {
  return client.query({ name: step.name, text: step.whole, values: step.fillWhole(life) });
}

async function writeParts(client, step, life) {
  await client.query('begin');
  for (const [place, part] of step.parts.entries()) {
    await client.query({ name: `${step.name}-${place}`, text: part.text, values: part.fill(life) });
  }
  await client.query('commit');
}

export function connectClients(url, count) {
  return Promise.all(Array.from({ length: count }, () => connect(url)));
}

/** A query on a connection that broke fails by itself; an idle one that breaks is no news of its own. */
export async function connect(url) {
  const client = new pg.Client(url);
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
