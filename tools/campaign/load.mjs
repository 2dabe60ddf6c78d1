/**
 * People at work: each files, has it accepted, reviewed, granted, issued and delivered, rates it and begins again. A call that
 * gets no answer, or is told to come again, is made again with the same key, here or at the other process, until it is
 * answered: what is acknowledged is remembered.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { smallPdf } from '../../src/platform/documents/zip-archive.fixture.ts';

const itemId = 'food-business-licence';
const applicant = {
  kind: 'organization',
  name: '示例餐饮有限公司',
  idType: 'credit-code',
  idNumber: '91350100M000100Y43',
  phone: '13800000000',
};
const steps = [
  ['clerk', 'accept', {}],
  ['reviewer', 'review', { conclusion: 'agree', opinion: '符合条件' }],
  ['approver', 'decide', { outcome: 'grant' }],
  ['issuer', 'issue', {}],
  ['issuer', 'deliver', { method: 'electronic' }],
  ['company', 'rate', { grade: 5 }],
];
const people = ['company', 'clerk', 'reviewer', 'approver', 'issuer'];
const patience = 15_000;

/** Every `acknowledged` is one answer: a case, a version in it, the hash of its fact; or a document. */
export async function startLoad(web, lanes) {
  const told = {
    ...{ cases: new Map(), documents: [], acknowledged: 0, refused: [] },
    // Told to come again (503), and no answer at all.
    ...{ retries: { told: 0, unanswered: 0 }, silences: [], heardAt: performance.now() },
  };
  const tokens = {};
  for (const name of people) {
    const { body } = await persist(web, told, 0, (address) =>
      send(address, '/api/v1/sessions', { username: name, password: 'mingchuang' }, {}),
    );
    tokens[name] = body.token;
  }
  told.heardAt = performance.now();
  const item = await (await fetch(`${web[0].address}/api/v1/items/${itemId}`)).json();
  const run = { web, told, tokens, form: item.form.examples[0], going: true };
  const working = Array.from({ length: lanes }, (_none, lane) => work(run, lane));
  return {
    count: () => told.acknowledged,
    async finish() {
      run.going = false;
      await Promise.all(working);
      return told;
    },
  };
}

async function work(run, lane) {
  for (let number = 0; run.going; number++) await liveOnce(run, lane, `${lane}-${number}`);
}

async function liveOnce({ web, told, tokens, form }, lane, name) {
  const call = async (who, path, body, key) => {
    const headers = { authorization: `Bearer ${tokens[who]}`, 'idempotency-key': `${name}-${key}` };
    const answer = await persist(web, told, lane, (address) => send(address, path, body, headers));
    if (answer.status >= 300) told.refused.push(`${name} ${key}: ${answer.status} ${answer.body.code}`);
    else heard(told);
    return answer;
  };
  const uploaded = await call('company', '/api/v1/documents', upload(name), 'upload');
  if (uploaded.status >= 300) return;
  told.documents.push(uploaded.body.id);
  const materials = [{ materialCode: 'layout-plan', documentId: uploaded.body.id }];
  const filing = { itemId, channel: 'online', applicant, form, materials };
  const filed = await call('company', '/api/v1/cases', filing, 'file');
  if (filed.status >= 300) return;
  const { caseNo } = filed.body;
  remember(told, filed.body);
  for (const [who, step, input] of steps) {
    const { status, body } = await call(who, `/api/v1/cases/${caseNo}/steps`, { step, input }, step);
    if (status >= 300) return;
    remember(told, body);
  }
}

/** For how long nobody at all got an answer is what people see of a failover. */
function heard(told) {
  const now = performance.now();
  const seconds = Number(((now - told.heardAt) / 1_000).toFixed(1));
  if (seconds >= 2) told.silences.push(seconds);
  told.heardAt = now;
  told.acknowledged += 1;
}

function remember({ cases }, { caseNo, version, timeline }) {
  const known = cases.get(caseNo) ?? new Map();
  const last = timeline.find((entry) => entry.version === version);
  known.set(version, { step: last.step, hash: last.hash });
  cases.set(caseNo, known);
}

function upload(name) {
  const form = new FormData();
  form.append('file', new Blob([Buffer.concat([smallPdf, Buffer.from(`% ${name}\n`)])]), '平面图.pdf');
  return form;
}

/** Until it is answered with anything but "try again": by turns at the one process and at the other. */
async function persist(web, told, lane, call) {
  for (let round = 0; ; round++) {
    const { address } = web[(lane + round) % web.length];
    const answer = await call(address).catch(() => undefined);
    if (answer && answer.status < 500) return answer;
    if (answer?.status === 500) told.refused.push(`500 ${answer.body.requestId}`);
    told.retries[answer ? 'told' : 'unanswered'] += 1;
    await sleep(50 + 50 * Math.min(round, 10));
  }
}

async function send(address, path, body, headers) {
  const isForm = body instanceof FormData;
  const answer = await fetch(`${address}${path}`, {
    method: 'POST',
    headers: { ...headers, ...(isForm ? {} : { 'content-type': 'application/json' }) },
    body: isForm ? body : JSON.stringify(body),
    signal: AbortSignal.timeout(patience),
  });
  return { status: answer.status, body: await answer.json() };
}
