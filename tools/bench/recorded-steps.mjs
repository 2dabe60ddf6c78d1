/**
 * What the ceilings write: the very rows of the product. One life is led with triggers on every table, which record
 * each row that the transaction of a step wrote; from then on the ceilings replay them without the product.
 */
import { connect } from './ceilings.mjs';
import { liveOnce } from './lifecycle.mjs';

const schemas = ['ledger', 'cases', 'licences', 'documents', 'platform', 'graphile_worker'];

/** An id that no other column holds by chance, so that it can be told apart in the recorded rows. */
const recordedId = 600_000_001;

const install = `
  create schema bench;
  create table bench.change (
    place bigint generated always as identity primary key,
    transaction xid8 not null default pg_current_xact_id(),
    relation text not null, operation text not null, old jsonb, new jsonb);
  create function bench.note() returns trigger language plpgsql security definer as $$
  begin
    insert into bench.change (relation, operation, old, new)
    values (format('%I.%I', tg_table_schema, tg_table_name), tg_op,
            case when tg_op <> 'INSERT' then to_jsonb(old) end, case when tg_op <> 'DELETE' then to_jsonb(new) end);
    return null;
  end $$`;

/**
 * Leads one life on a server that has not yet opened a case since its start and returns, step by step, the rows
 * written: `[{ relation, operation, old, new }]`.
 */
export async function recordSteps(ownerUrl, prepared) {
  const client = await connect(ownerUrl);
  await client.query(install);
  const { rows: tables } = await client.query(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname = any($1)`,
    [schemas],
  );
  for (const { name } of tables) {
    await client.query(`create trigger bench_note after insert or update or delete on ${name}
      for each row execute function bench.note()`);
  }
  await client.query(`select setval('cases.case_id', $1, false)`, [recordedId]);
  const steps = [];
  await liveOnce(prepared, async () => void steps.push(await takeChanges(client)));
  await removeNotes(client);
  const keys = await readKeys(client);
  await client.end();
  return { steps, keys, caseId: recordedId };
}

/** Jobs write at the same moment; whoever loses the quarrel over locks tries again. */
async function removeNotes(client, tries = 20) {
  try {
    await client.query('drop schema bench cascade');
  } catch (error) {
    if (error.code !== '40P01' || tries === 0) throw error;
    await removeNotes(client, tries - 1);
  }
}

/** The rows of the one transaction that appended to the case; jobs that run beside it are not the step's own. */
async function takeChanges(client) {
  const { rows } = await client.query(
    `select relation, operation, old, new from bench.change
     where transaction in (select transaction from bench.change
                           where relation = 'ledger.fact' and new ->> 'subject_type' = 'case')
     order by place`,
  );
  await client.query('delete from bench.change');
  if (rows.length === 0) throw new Error('a step wrote nothing');
  return collapse(rows);
}

/** A row that one transaction wrote and wrote again counts once, as it stood at the end. */
function collapse(changes) {
  const kept = [];
  for (const change of changes) {
    const earlier = kept.find(
      (one) =>
        change.old !== null &&
        JSON.stringify(one.new) === JSON.stringify(change.old) &&
        one.relation === change.relation,
    );
    if (!earlier) kept.push(change);
    else if (change.operation === 'UPDATE') earlier.new = change.new;
    else kept.splice(kept.indexOf(earlier), 1);
  }
  return kept;
}

/** For each table its primary key, its other unique keys and the columns the database fills in itself. */
async function readKeys(client) {
  const { rows: unique } = await client.query(
    `select i.indrelid::regclass::text as relation, i.indisprimary as primary,
       array(select a.attname::text from unnest(i.indkey) with ordinality as k(n, place)
             join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.n order by k.place) as columns
     from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
     where i.indisunique and n.nspname = any($1)`,
    [schemas],
  );
  const { rows: filled } = await client.query(
    `select attrelid::regclass::text as relation, attname as name from pg_attribute
     where attidentity = 'a' or attgenerated <> '' or (atttypid = 'xid8'::regtype and atthasdef)`,
  );
  const keys = {};
  const of = (relation) => (keys[relation] ??= { primary: [], unique: [], filled: [] });
  for (const { relation, primary, columns } of unique) {
    of(relation).unique.push(columns);
    if (primary) of(relation).primary = columns;
  }
  for (const { relation, name } of filled) of(relation).filled.push(name);
  return keys;
}
