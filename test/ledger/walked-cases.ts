/** Cases that walk at random: whoever may do something does it, as the rules allow. Made over the API, so the facts are real ones. */
import { company, type Demonstration, fileCase } from '../support/demonstration.ts';

const people = ['company', 'clerk', 'reviewer', 'approver', 'head', 'issuer'];
const inputs: Record<string, object> = {
  'notify-once': { items: [{ text: '请说明经营场所的平面布局' }] },
  correct: { answers: [{ item: 0, text: '已附平面图' }] },
  'refuse-acceptance': { ground: 'no-licence-needed', reasons: '不需要许可' },
  review: { conclusion: 'agree', opinion: '符合条件' },
  'send-back': { to: 'review', reasons: '请再核对面积' },
  suspend: { reason: 'inspection', days: 3, notice: '现场核查' },
  extend: { days: 2, reasons: '情况复杂' },
  decide: { outcome: 'grant' },
  deliver: { method: 'window' },
  rate: { grade: 4, comment: '很快' },
};

/** @param seed the same numbers, the same walk. Returns the case numbers. */
export async function walkCases(
  demonstration: Demonstration,
  count: number,
  seed: number,
): Promise<string[]> {
  const chance = chanceOf(seed);
  const caseNos: string[] = [];
  for (let at = 0; at < count; at++) {
    const { caseNo } = await fileCase(demonstration, 'food-business-licence', {
      applicant: { ...company, phone: `1380000${String(1000 + at)}` },
    });
    caseNos.push(caseNo);
    for (let step = 2 + chance(7); step > 0; step--) await takeSomeStep(demonstration, caseNo, chance);
  }
  return caseNos;
}

async function takeSomeStep(
  demonstration: Demonstration,
  caseNo: string,
  chance: (below: number) => number,
): Promise<void> {
  const first = chance(people.length);
  for (const name of [...people.slice(first), ...people.slice(0, first)]) {
    const person = await demonstration.as(name);
    const { body } = await person.get(`/api/v1/cases/${caseNo}`);
    const open = body.nextSteps.filter(({ step }) => !['withdraw', 'supplement'].includes(step));
    const chosen = open[chance(Math.max(open.length, 1))];
    if (!chosen) continue;
    const { status } = await person.take(caseNo, chosen.step, inputs[chosen.step] ?? {});
    if (status === 200) return;
  }
}

function chanceOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
