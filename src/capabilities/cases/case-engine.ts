/**
 * Executes procedures: one load, pure rules, one statement. Nothing here knows what a licence is; that stands in the
 * declarations the engine is given.
 */
import type { PoolClient } from 'pg';
import { type Actor, isForItem, type Post } from '../../kernel/actor.ts';
import type { Explanation } from '../../kernel/procedure/explanation.ts';
import { worded } from '../../kernel/procedure/wording.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import type { IdempotencyScope } from '../../platform/http/idempotency.ts';
import type { Platform } from '../../platform/platform.ts';
import { type FileableItem, itemTerms } from '../catalogue/public.ts';
import { partyOf, seesCase, stepActorOf } from './case-context.ts';
import { idOfCaseNumber } from './case-number.ts';
import { closedOn } from './closed-on.ts';
import { type ErasureOrder, eraseCase } from './erase-case.ts';
import { explainedOnce } from './explained-procedures.ts';
import { changeDraft, fileCase, pastDeadlocks } from './file-case.ts';
import type { DraftChange, Filing } from './filing.ts';
import { tailsOf } from './find-by-tail.ts';
import { flowOfCase } from './flow-of-case.ts';
import { letterOfCase, lettersOf } from './letter-of-case.ts';
import {
  type CaseNeeds,
  contextOf,
  createCaseParts,
  loadCase,
  moduleOf,
  type OpenCase,
} from './open-case.ts';
import { mayReadWords } from './personal-data.ts';
import type { ProcedureModule } from './procedure-module.ts';
import { receiptFor } from './receipts-of-case.ts';
import { recountLimits } from './recount-limits.ts';
import { settleCase, settleDueCases } from './settle-case.ts';
import { refuseStranger, type StepRequest, takeStep } from './take-step.ts';
import { type ExplainedClock, explainClock } from './view/clock-views.ts';
import { type CaseView, viewCase } from './view-case.ts';

export type CaseEngine = ReturnType<typeof createCaseEngine>;

export function createCaseEngine(platform: Platform, modules: ProcedureModule[], needs: CaseNeeds) {
  const parts = createCaseParts(platform, modules, needs);

  /** The case as it stands by law today; undefined when it does not exist or the caller may not see it. */
  async function find(caseNo: string, actor: Actor): Promise<OpenCase | undefined> {
    const id = idOfCaseNumber(caseNo);
    const found = id === undefined ? undefined : await loadCase(parts, id);
    if (!found || found.record.caseNo !== caseNo) return undefined;
    // Time acts first: by it another office may have taken over, and then it is that office's to see.
    const open = await settleCase(parts, found);
    return seesCase(open, actor) ? open : undefined;
  }

  function view(open: OpenCase, actor: Actor): CaseView {
    return viewCase(open, actor, contextOf(open, stepActorOf(open, actor)));
  }

  return {
    find,
    view,
    /** Opens a case or a draft: 201 with the case. Throws 422 with every place that is wrong. */
    file: (filing: Filing, item: FileableItem, actor: Actor, scope?: IdempotencyScope) =>
      fileCase(parts, filing, item, actor, scope),
    /** As `changeDraft` where the draft is still as opened: undefined where somebody, or she herself elsewhere, came first. */
    changeDraftAsSeen: (open: OpenCase, change: DraftChange): Promise<OpenCase | undefined> =>
      pastDeadlocks(() => changeDraft(parts, open, change, platform.pool, open.record.draftRevision)),
    /** The draft as changed, or undefined when it was sent meanwhile. Within the caller's transaction if she has one. */
    async changeDraft(
      open: OpenCase,
      actor: Actor,
      change: DraftChange,
      client?: PoolClient,
    ): Promise<CaseView | undefined> {
      const changed = client
        ? await changeDraft(parts, open, change, client)
        : await pastDeadlocks(() => changeDraft(parts, open, change, platform.pool));
      return changed && view(changed, actor);
    },
    /** Takes a step: 200 with the case. Throws problems in the order of contracts §3: 403, 422, 412, 409. */
    take: (open: OpenCase, actor: Actor, request: StepRequest, scope?: IdempotencyScope) =>
      takeStep(parts, open, actor, request, scope, () => find(open.record.caseNo, actor)),
    refuseStranger,
    /** Whether somebody of her kind may open a case of it; an unknown procedure is refused elsewhere. */
    mayFile(procedure: string, actor: Actor, itemId?: string): boolean {
      const module = modules.find(({ declaration }) => declaration.id === procedure);
      if (!module) return true;
      return module.declaration.opening.who.some((who) => {
        if ('party' in who) return actor.kind === 'applicant';
        const isHers = (post: Post) =>
          'role' in who && post.role === who.role && (itemId === undefined || isForItem(post, itemId));
        return actor.posts.some(isHers);
      });
    },
    /** For reactions, which act for nobody. */
    load: (id: number) => loadCase(parts, id),
    /** For those who keep the record of every case, by another right than that of seeing it. */
    async loadByNumber(caseNo: string): Promise<OpenCase | undefined> {
      const id = idOfCaseNumber(caseNo);
      const open = id === undefined ? undefined : await loadCase(parts, id);
      return open?.record.caseNo === caseNo ? open : undefined;
    },
    /** Filed, and asked for with the last four digits of something only its parties have. */
    async findByTail(caseNo: string, tail: string): Promise<OpenCase | undefined> {
      const id = idOfCaseNumber(caseNo);
      const open = id === undefined ? undefined : await loadCase(parts, id);
      if (open?.record.caseNo !== caseNo || open.record.status === 'draft') return undefined;
      return tailsOf(open.record).includes(tail) ? settleCase(parts, open) : undefined;
    },
    closedOn,
    /** Statuses in which nothing more is to be done, of all procedures. */
    closedStatuses: [...new Set(modules.flatMap(({ declaration }) => declaration.closed))],
    /** Unmasked, as the archive keeps it. */
    viewWhole: (open: OpenCase) => view(open, keeper(open)),
    lettersWhole: (open: OpenCase, origin: string) => lettersOf(open, origin),
    letterWhole: (open: OpenCase, letterId: string, origin: string) => letterOfCase(open, letterId, origin),
    /** Lawful erasure; who may order it is decided by whoever keeps the archive. */
    erase: (id: number, order: ErasureOrder) => eraseCase(parts, id, order),
    settleDue: () => settleDueCases(parts),
    /** After another calendar: the days that lists and boards show. */
    recountLimits: (from: LegalDay) => recountLimits(parts, from),
    calendar: parts.calendar.current,
    settings: parts.settings.current,
    findProcedure: (id: string) => modules.find((module) => module.declaration.id === id),
    /** Of any fact of the case. */
    receiptFor,
    mayReadWords,
    /** A clock that the viewer is shown, by its name (and `:of` where there are several), with every day of its count. */
    explainClock(open: OpenCase, name: string, actor: Actor): ExplainedClock | undefined {
      const keyed = view(open, actor).clocks.map((clock) => ({
        ...clock,
        key: clock.of === null ? clock.name : `${clock.name}:${clock.of}`,
      }));
      const seen = keyed.find((clock) => clock.name === name || clock.key === name);
      return seen && explainClock(open, seen.key);
    },
    /** The flow chart of the case, with its way lit up as far as the viewer may know it. */
    flowOf: (open: OpenCase, actor: Actor) => flowOfCase(open, actor, view(open, actor)),
    /** The procedure that carries an item, explained from its declaration. */
    async explain(item: FileableItem): Promise<Explanation> {
      const { declaration } = moduleOf(parts, item.procedure ?? 'licensing');
      const settings = await parts.settings.current();
      const now = platform.clock.now();
      return explainedOnce(worded(declaration, itemTerms(item)), {
        item: itemTerms(item),
        settings,
        calendar: await parts.calendar.current(),
        now,
      });
    },
    isParty: (open: OpenCase, actor: Actor) => partyOf(open.record, actor) !== null,
  };
}

/** Whoever keeps the archive keeps it whole: a post that nobody holds and that hides nothing. */
function keeper({ settings }: OpenCase): Actor {
  return {
    accountId: 'system',
    personId: 'system',
    name: '系统',
    kind: 'staff',
    posts: [{ role: 'clerk', office: settings.hallOffice }],
  };
}
