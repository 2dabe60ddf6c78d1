/** Which pages a post opens. The server decides again; this only keeps dead ends out of the menu. */
import { deputisedRoles, isForItem, type Role } from '../../../kernel/actor.ts';
import type { Who } from '../server-answers/session.ts';

const holds = (who: Who, roles: readonly Role[]) => who.posts.some(({ role }) => roles.includes(role));

export const mayFile = (who: Who) => holds(who, ['clerk', 'disclosure']);

/** Requests for information are taken in by those who answer them (信息公开条例 §29), everything else at the window. */
export const mayTakeIn = (who: Who, item: { itemId: string; procedure?: string }) => {
  const wanted = item.procedure === 'information-request' ? 'disclosure' : 'clerk';
  return who.posts.some((post) => post.role === wanted && isForItem(post, item.itemId));
};

/** Who watches and takes no steps: nothing ever waits for her, so her home is the board. */
export const onlyWatches = (who: Who) =>
  who.posts.length > 0 && who.posts.every(({ role }) => role === 'supervisor');

/** Whose work somebody else may have to do meanwhile, and who keeps the register of people. */
export const mayBeAway = (who: Who) => holds(who, [...deputisedRoles, 'admin']);

export const mayRecordForOthers = (who: Who) => holds(who, ['head', 'head-disclosure', 'admin']);

export const maySeeBoard = (who: Who) => holds(who, ['supervisor', 'leader', 'hall', 'head', 'approver']);

export const maySeeRequests = (who: Who) => holds(who, ['disclosure', 'head-disclosure', 'supervisor']);

export const maySeeSeals = (who: Who) =>
  holds(who, [
    'sealer',
    'certificates',
    'issuer',
    'head',
    'auditor',
    'supervisor',
    'hall',
    'legal',
    'leader',
  ]);
export const mayApplyForSeal = (who: Who) => holds(who, ['sealer', 'certificates', 'head']);

export const maySeeCertificates = (who: Who) =>
  holds(who, ['certificates', 'issuer', 'head', 'approver', 'reviewer', 'clerk']);
export const mayDesignTypes = (who: Who) => holds(who, ['certificates']);
export const mayIssueBatches = (who: Who) => holds(who, ['issuer']);

export const maySeeArchive = (who: Who) => holds(who, ['archivist', 'legal', 'leader', 'auditor']);
export const mayKeepArchive = (who: Who) => holds(who, ['archivist']);
export const mayProposeErasure = (who: Who) => holds(who, ['archivist', 'legal']);
export const mayDecideErasure = (who: Who) => holds(who, ['leader']);
