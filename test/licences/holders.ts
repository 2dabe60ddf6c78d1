/** What tests of certificates do again and again: get one, take its steps, read it. */
import type { CaseView } from '../../src/capabilities/cases/public.ts';
import { type Answer, type Demonstration, type Problem, sampleFiling } from '../support/demonstration.ts';

export interface LicenceAnswer extends Problem {
  licenceId: string;
  number: string;
  identifier: string;
  status: string;
  statusLabel: string;
  documentVersion: number;
  version: number;
  validTo: string | null;
  fields: { title: string; value: string }[];
  holder: { name: string; idNumber: string };
  registered: {
    state: string;
    inForce: boolean;
    since: string;
    why: string | null;
    basis: { ref: string }[];
  };
  checks: { name: string; ok: boolean }[];
  timeline: { step: string; label: string; note: string; actor: string; basis: { ref: string }[] }[];
  clocks: { name: string; due: string }[];
  letters: { id: string; kind: string; name: string; docNo: string }[];
  nextSteps: { step: string }[];
  notNow: { step: string; code: string; why: string }[];
}

export const readLicence = async (demonstration: Demonstration, who: string, licenceId: string) =>
  (await demonstration.as(who)).get<LicenceAnswer>(`/api/v1/licences/${licenceId}`);

export const takeOf = async (
  demonstration: Demonstration,
  who: string,
  licenceId: string,
  step: string,
  input: object = {},
) =>
  (await demonstration.as(who)).post<LicenceAnswer>(`/api/v1/licences/${licenceId}/steps`, { step, input });

/** Files an item with its sample, whatever else is said of it. */
export async function fileItem(
  demonstration: Demonstration,
  who: string,
  itemId: string,
  more: object = {},
): Promise<Answer> {
  const person = await demonstration.as(who);
  return person.post('/api/v1/cases', await sampleFiling(person, itemId, more));
}

async function must(demonstration: Demonstration, who: string, caseNo: string, step: string, input?: object) {
  const { status, body } = await (await demonstration.as(who)).take(caseNo, step, input);
  if (status !== 200) throw new Error(`${step}: ${JSON.stringify(body)}`);
  return body;
}

/** Leads a filed case to its grant; an immediate one is granted at the counter. */
export async function grant(demonstration: Demonstration, { caseNo, projectType }: CaseView): Promise<void> {
  await must(demonstration, 'clerk', caseNo, 'accept');
  if (projectType === 'immediate') {
    await must(demonstration, 'clerk', caseNo, 'decide', { outcome: 'grant' });
    return;
  }
  await must(demonstration, 'reviewer', caseNo, 'review', { conclusion: 'agree', opinion: '符合条件' });
  await must(demonstration, 'approver', caseNo, 'decide', { outcome: 'grant' });
}

/** A certificate in the company's wallet (or another's), and the case it came from. */
export async function licenceFor(
  demonstration: Demonstration,
  who = 'company',
  itemId = 'food-business-licence',
  more: object = {},
): Promise<{ licenceId: string; caseNo: string }> {
  const { status, body } = await fileItem(demonstration, who, itemId, more);
  if (status !== 201) throw new Error(`not filed: ${JSON.stringify(body)}`);
  await grant(demonstration, body);
  const { licences } = await must(demonstration, 'issuer', body.caseNo, 'issue');
  const [licenceId = ''] = licences;
  return { licenceId, caseNo: body.caseNo };
}

export const person = {
  kind: 'natural-person',
  name: '张示例',
  idType: 'id-card',
  idNumber: '11010519491231002X',
  phone: '13800000000',
};
