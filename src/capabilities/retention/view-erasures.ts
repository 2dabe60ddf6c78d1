import type { Static } from 'typebox';
import { badCursor, cursorOf, placeIn } from '../../platform/http/list-page.ts';
import { shellProblem } from '../../platform/http/problem-codes.ts';
import type { Platform } from '../../platform/platform.ts';
import { type ErasureOrderRow, findErasure, listErasures, listOrderedCases } from './erasure-orders.ts';
import type { List, ListQuery, Order } from './erasure-schema.ts';
import { groundOf } from './grounds.ts';
import { type NameOf, namesIn } from './names.ts';

export async function viewErasure(platform: Platform, id: string): Promise<Static<typeof Order>> {
  const { pool, jurisdiction } = platform;
  const [order, listed, nameOf] = await Promise.all([
    findErasure(pool, jurisdiction, id),
    listOrderedCases(pool, jurisdiction, id),
    namesIn(platform),
  ]);
  if (!order) throw shellProblem('subject/unknown');
  return {
    ...summaryOf(order, nameOf),
    listed: listed.map(({ caseNo, versions, done }) => ({ caseNo, versions, done })),
  };
}

export async function viewErasures(
  platform: Platform,
  { status, limit, cursor }: Static<typeof ListQuery>,
): Promise<Static<typeof List>> {
  const found = await listErasures(platform.pool, platform.jurisdiction, {
    limit: limit + 1,
    ...(status && { status }),
    ...(cursor !== undefined && { before: readCursor(cursor) }),
  });
  const nameOf = await namesIn(platform);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map((order) => summaryOf(order, nameOf)),
    next: found.length > limit && last ? cursorOf(placeOf(last)) : null,
  };
}

function summaryOf(order: ErasureOrderRow, nameOf: NameOf) {
  const { label, read } = groundOf(order.ground);
  return {
    id: order.id,
    ground: order.ground,
    groundLabel: label,
    basis: order.basis,
    basisRead: read,
    reasons: order.reasons,
    status: order.status,
    proposedBy: nameOf(order.proposedBy),
    proposedAt: order.proposedAt.toISOString(),
    decidedBy: order.decidedBy && nameOf(order.decidedBy.person),
    decidedAt: order.decidedAt?.toISOString() ?? null,
    carriedOutAt: order.carriedOutAt?.toISOString() ?? null,
    cases: order.total,
    done: order.done,
  };
}

const placeOf = ({ proposedAt, id }: ErasureOrderRow) => `${proposedAt.toISOString()} ${id}`;

function readCursor(cursor: string): { at: string; id: string } {
  const [at = '', id = ''] = placeIn(cursor).split(' ');
  if (!Number.isNaN(Date.parse(at)) && /^[0-9a-f]+$/.test(id)) return { at, id };
  throw badCursor();
}
