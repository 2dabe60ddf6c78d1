import type { Static } from 'typebox';
import { Problem } from '../../platform/http/problem.ts';
import { shellProblem } from '../../platform/http/problem-codes.ts';
import type { Platform } from '../../platform/platform.ts';
import { createCases, erasable } from '../cases/public.ts';
import type { OrderedCase, Proposal } from './erasure-orders.ts';
import { type Objection, objectionTo } from './erasure-rules.ts';
import type { ProposalBody } from './erasure-schema.ts';
import { basisFor } from './grounds.ts';
import { keepUntilOf } from './keep-until.ts';

/** Throws 422 with the place for what is not there, 409 for what the law keeps. */
export async function readProposal(
  platform: Platform,
  { ground, basis: named, reasons, cases }: Static<typeof ProposalBody>,
): Promise<Proposal> {
  const basis = basisFor(ground, named);
  if (!basis) throw wrong('/basis', '请写明依据：裁判或者决定的文书编号，或者法律的名称和条款。');
  const chosen = new Map<number, OrderedCase>();
  for (const [place, { caseNo, versions }] of cases.entries()) {
    const open = await createCases(platform).loadByNumber(caseNo);
    if (!open) throw wrong(`/cases/${place}/caseNo`, `没有编号为 ${caseNo} 的办件，请核对。`);
    const { record } = open;
    const objection = objectionTo(
      ground,
      {
        caseNo,
        closed: createCases(platform).closedOn(open) !== undefined,
        keepUntil: await keepUntilOf(platform, record.id),
        erasable: erasable(record),
        versions,
      },
      platform.clock.today(),
    );
    if (objection) throw refused(objection);
    chosen.set(record.id, { caseId: record.id, versions: versions ?? null });
  }
  return { ground, basis, reasons, cases: [...chosen.values()] };
}

export function refused({ code, detail, needed }: Objection): Problem {
  return new Problem({ status: 409, code, title: '不能删除', detail, needed });
}

function wrong(pointer: string, message: string): Problem {
  return shellProblem('input/invalid', {
    detail: message,
    errors: [{ pointer, code: 'input/invalid', message }],
  });
}
