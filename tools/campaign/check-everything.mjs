/** After the last kill: was anything lost, halved or doubled. Each fault is a sentence. */
import { setTimeout as sleep } from 'node:timers/promises';
import { findLostContents } from '../../src/capabilities/documents/lost-contents.ts';
import { verifyLedger } from '../../src/platform/ledger/verify-ledger.ts';

const patience = 120_000;

/**
 * Of the task that tells parties one job at a time has the key. A new one takes it from a job that is running, which then
 * has no attempt left; was its process killed, the row stays, and the new job has done the work.
 * Letters are sealed one after the other, long after such a load: one run of that job ends and the next begins.
 */
const isNotAwaited = `(task_identifier = 'tell-applicants' and key is null
  or task_identifier in ('seal-case-letters', 'seal-licence-letters'))`;

/** `told` is what the load remembers of its answers. */
export async function checkEverything(pool, told, documents) {
  const faults = told.refused.map((line) => `an answer that nobody should get: ${line}`);
  await untilQuiet(pool, faults);
  const stored = await readFacts(pool);
  faults.push(...lostSteps(told, stored), ...(await doubled(pool, told)), ...(await halved(pool)));
  const verdict = await verifyLedger(pool);
  faults.push(...verdict.faults.map((fault) => `ledger: ${JSON.stringify(fault)}`));
  faults.push(...(await lostDocuments(pool, told, documents)));
  const { rows: failed } = await pool.query(
    `select task_identifier as task, attempts, last_error from graphile_worker.jobs where attempts > 0 and not ${isNotAwaited}`,
  );
  faults.push(
    ...failed.map(({ task, attempts, last_error: why }) => `job ${task}, attempt ${attempts}: ${why}`),
  );
  return {
    faults,
    counts: {
      acknowledged: told.acknowledged,
      cases: told.cases.size,
      facts: verdict.facts,
      places: verdict.places,
      checkpoints: verdict.checkpoints,
      messages: (await pool.query('select count(*)::int as n from platform.notification')).rows[0].n,
      documents: told.documents.length,
    },
  };
}

/** Facts have their places, messages are written, nothing is in the queue. */
async function untilQuiet(pool, faults) {
  const begun = performance.now();
  for (;;) {
    const { rows } = await pool.query(
      `select (select count(*) from cases.untold)::int as untold,
         (select count(*) from ledger.fact)::int - (select count(*) from ledger.sequence)::int as unplaced,
         (select count(*) from graphile_worker.jobs 
           where (locked_at is not null or run_at <= now() or attempts > 0) and not ${isNotAwaited})::int as jobs`,
    );
    const { untold, unplaced, jobs } = rows[0];
    if (untold === 0 && unplaced === 0 && jobs === 0) return;
    if (performance.now() - begun > patience) {
      faults.push(`after two minutes ${untold} untold, ${unplaced} without a place, ${jobs} jobs waiting`);
      return;
    }
    await sleep(250);
  }
}

async function readFacts(pool) {
  const { rows } = await pool.query(
    `select c.case_no, f.version, f.kind, encode(f.hash, 'hex') as hash
     from cases.current c join ledger.fact f on f.jurisdiction = c.jurisdiction and f.subject_type = 'case'
       and f.subject_id = c.id::text`,
  );
  const stored = new Map();
  for (const { case_no: caseNo, version, kind, hash } of rows) {
    const facts = stored.get(caseNo) ?? new Map();
    facts.set(version, { kind, hash });
    stored.set(caseNo, facts);
  }
  return stored;
}

function lostSteps({ cases }, stored) {
  const faults = [];
  for (const [caseNo, versions] of cases) {
    for (const [version, { step, hash }] of versions) {
      const fact = stored.get(caseNo)?.get(version);
      if (fact?.hash !== hash)
        faults.push(`${caseNo} version ${version} (${step}) was acknowledged and is not there`);
    }
  }
  return faults;
}

async function doubled(pool, { cases }) {
  const faults = [];
  const { rows: unknown } = await pool.query(
    'select case_no from cases.current where not (case_no = any($1))',
    [[...cases.keys()]],
  );
  faults.push(...unknown.map(({ case_no: caseNo }) => `${caseNo} is there and nobody was told of it`));
  const { rows: twice } = await pool.query(
    `select subject_id, kind, count(*)::int as n from ledger.fact where subject_type = 'case'
     group by 1, 2 having count(*) > 1`,
  );
  faults.push(...twice.map(({ subject_id: id, kind, n }) => `case ${id} was ${kind} ${n} times`));
  const { rows: told } = await pool.query(
    `select subject_id, kind, count(*)::int as n from platform.notification group by subject_id, recipient, kind
     having count(*) > 1`,
  );
  faults.push(...told.map(({ subject_id: id, kind, n }) => `${id}: told ${n} times that it was ${kind}`));
  return faults;
}

/** No row of a step without its others, no number missing. */
async function halved(pool) {
  const { rows } = await pool.query(
    `select c.case_no || ' stands at another version than its facts' as fault from cases.current c
     where c.version <> (select max(version) from ledger.fact f where f.jurisdiction = c.jurisdiction
       and f.subject_type = 'case' and f.subject_id = c.id::text)
     union all
     select document_no || ' has no fact' from cases.letter l where not exists (
       select from ledger.fact f where f.subject_type = 'case' and f.subject_id = l.case_id::text and f.version = l.version)
     union all
     select kind || ' letters have a gap' from cases.letter group by authority, year, kind having max(number) <> count(*)
     union all
     select c.case_no || ' was issued and has no certificate, or two' from cases.current c
     where exists (select from ledger.fact f where f.subject_type = 'case' and f.subject_id = c.id::text and f.kind = 'issued')
       and (select count(*) from licences.licence l where l.case_id = c.id) <> 1
     union all
     select c.case_no || ' was not told of its grant' from cases.current c
     where exists (select from ledger.fact f where f.subject_type = 'case' and f.subject_id = c.id::text and f.kind = 'granted')
       and not exists (select from platform.notification n where n.subject_id = c.case_no and n.kind = 'granted')`,
  );
  return rows.map(({ fault }) => fault);
}

async function lostDocuments(pool, told, store) {
  const client = await pool.connect();
  try {
    const lost = await findLostContents(client, store);
    const { rows } = await client.query(
      'select id from unnest($1::text[]) as told(id) where not exists (select from documents.document d where d.id = told.id)',
      [told.documents],
    );
    return [
      ...lost.map((id) => `the content of document ${id} is gone`),
      ...rows.map(({ id }) => `document ${id} was acknowledged and is not there`),
    ];
  } finally {
    client.release();
  }
}
