/** A case as its address names it, and as somebody signed in may open it. */
import type { FastifyRequest } from 'fastify';
import type { ClockView, OpenCase } from '../../capabilities/cases/public.ts';
import { signedIn } from '../../platform/http/access.ts';
import { shellProblem } from '../../platform/http/problem-codes.ts';
import type { Portal } from './portal-sources.ts';

export interface CaseParams {
  caseNo: string;
}

export const caseHref = (caseNo: string, part = '') =>
  `/my/cases/${encodeURIComponent(caseNo)}${part === '' ? '' : `/${part}`}`;

/** A clock that runs for several offices is named with the one for which it runs. */
export const clockHref = (caseNo: string, { name, of }: ClockView) =>
  caseHref(caseNo, `clocks/${encodeURIComponent(of === null ? name : `${name}:${of}`)}`);

export const myTrail = [{ href: '/my', name: '我的办件' }];

/** The case, or 404 where it is not hers to see: both look alike from outside. */
export async function getOpenCase(
  portal: Portal,
  request: FastifyRequest<{ Params: CaseParams }>,
): Promise<OpenCase> {
  const open = await portal.cases().find(request.params.caseNo, signedIn(request));
  if (!open) throw shellProblem('subject/unknown');
  return open;
}

/** The same for what only the applicant's side has to do with: what was handed in, and its receipt. */
export async function getOwnCase(
  portal: Portal,
  request: FastifyRequest<{ Params: CaseParams }>,
): Promise<OpenCase> {
  const open = await getOpenCase(portal, request);
  if (!portal.cases().isParty(open, signedIn(request))) throw shellProblem('subject/unknown');
  return open;
}
