/** The full life of a case over HTTP: filed, accepted, reviewed, decided, issued, delivered, rated. Each step durable. */
import { percentile } from './figures.mjs';

export const itemId = 'food-business-licence';

const company = {
  kind: 'organization',
  name: '示例餐饮有限公司',
  idType: 'credit-code',
  idNumber: '91350100M000100Y43',
  phone: '13800000000',
};

const steps = [
  ['clerk', 'accept', {}],
  ['reviewer', 'review', { conclusion: 'agree', opinion: '材料齐全，符合条件' }],
  ['approver', 'decide', { outcome: 'grant' }],
  ['issuer', 'issue', {}],
  ['issuer', 'deliver', { method: 'electronic' }],
  ['company', 'rate', { grade: 5 }],
];

export const stepNames = ['file', ...steps.map(([, step]) => step)];

/** Signs the people in and makes the filing from the item's own sample. */
export async function prepareLifecycle(client) {
  const usernames = ['company', ...new Set(steps.map(([username]) => username))];
  const people = Object.fromEntries(
    await Promise.all(usernames.map(async (username) => [username, await client.signIn(username)])),
  );
  const item = JSON.parse((await client.get(`/api/v1/items/${itemId}`)).text);
  const filing = {
    itemId,
    channel: 'online',
    applicant: company,
    form: item.form.examples[0],
    materials: item.materials.map(({ materialCode }) => ({ materialCode, deferred: true })),
  };
  return { client, people, filing };
}

/** One life; `after(name, ms)` is called with every step that was answered well. Throws on any other answer. */
export async function liveOnce({ client, people, filing }, after) {
  const filed = await timed('file', () => client.post('/api/v1/cases', filing, people.company), after);
  const { caseNo } = JSON.parse(filed.text);
  for (const [person, step, input] of steps) {
    const call = () => client.post(`/api/v1/cases/${caseNo}/steps`, { step, input }, people[person]);
    await timed(step, call, after);
  }
  return caseNo;
}

async function timed(name, call, after) {
  const before = performance.now();
  const answer = await call();
  if (answer.status >= 300)
    throw new Error(`${name} was answered ${answer.status}: ${answer.text.slice(0, 500)}`);
  await after(name, performance.now() - before);
  return answer;
}

/** Lives of so many clients for so long. Steps are counted, so that lives cut off at the end count as far as they came. */
export async function runLifecycles(prepared, clients, milliseconds) {
  const times = [];
  const errors = [];
  const end = performance.now() + milliseconds;
  const after = (_name, ms) => {
    if (performance.now() <= end) times.push(ms);
  };
  const work = async () => {
    while (performance.now() < end) {
      await liveOnce(prepared, after).catch((error) => errors.push(error.message));
      if (errors.length > 20) return;
    }
  };
  await Promise.all(Array.from({ length: clients }, work));
  return {
    perSecond: times.length / stepNames.length / (milliseconds / 1000),
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    errors,
  };
}
