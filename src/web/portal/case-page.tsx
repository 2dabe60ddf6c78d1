/** A case as its applicant sees it: one sentence, what she can do, what happened, what was written. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { CaseView, OpenCase } from '../../capabilities/cases/public.ts';
import { findDocuments } from '../../capabilities/documents/public.ts';
import { chineseDate } from '../../kernel/time/chinese-date.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import { signedIn } from '../../platform/http/access.ts';
import { promisedInWords } from '../kit/day-words.ts';
import { Light } from '../kit/light.tsx';
import { Dots, Pair, Pairs, Trail } from '../kit/parts.tsx';
import { Actions } from './case-actions.tsx';
import { Clocks, OfficesReviewing, Results, Timeline } from './case-course.tsx';
import { CaseWarnings, NoticeAnswers } from './case-notice.tsx';
import { caseSentence } from './case-sentence.ts';
import { ConcernedPage } from './concerned-page.tsx';
import { continueHref } from './draft.ts';
import { CaseFlowChart } from './flow-charts.tsx';
import { FormReadOut } from './form-read-out.tsx';
import { documentsGivenIn, GivenDocuments } from './given-documents.tsx';
import { type CaseParams, caseHref, clockHref, getOpenCase, myTrail } from './my-case.ts';
import type { Portal } from './portal-sources.ts';
import { fieldOf } from './read-form.ts';
import { sendPage } from './send-page.tsx';

export function casePageRoutes(app: FastifyInstance, portal: Portal): void {
  app.get<{ Params: CaseParams }>(
    '/my/cases/:caseNo',
    { config: { access: { who: ['applicant'] } }, schema: { hide: true } },
    async (request, reply: FastifyReply) => {
      const open = await getOpenCase(portal, request);
      const view = portal.cases().view(open, signedIn(request));
      if (view.status === 'draft') return reply.redirect(continueHref(view.caseNo), 303);
      const given = documentsGivenIn(open);
      const handedIn = view.materials.flatMap(({ documents }) =>
        documents.map(({ documentId }) => documentId),
      );
      const { pool, jurisdiction } = portal.platform;
      const found = await findDocuments(pool, jurisdiction, [...handedIn, ...given]);
      const names = new Map(found.map(({ id, name }) => [id, name]));
      const today = portal.platform.clock.today();
      if (view.relation === 'interested-party') {
        return sendPage(portal, request, reply, {
          title: `${view.itemName} ${view.caseNo}`,
          body: <ConcernedPage view={view} today={today} actions={<Actions view={view} />} />,
        });
      }
      return sendPage(portal, request, reply, {
        title: `${view.itemName} ${view.caseNo}`,
        body: (
          <>
            <Trail places={myTrail} />
            <h1>{view.itemName}</h1>
            <p className="quiet">
              <Dots>
                <span className="number">办件编号 {view.caseNo}</span>
                {view.receivedOn !== null && <a href={caseHref(view.caseNo, 'receipt')}>回执</a>}
                {view.receipts.length > 0 && <a href={caseHref(view.caseNo, 'evidence')}>存证</a>}
              </Dots>
            </p>
            <DoneNote view={view} done={fieldOf(request.query, 'done')} />
            <Standing view={view} today={today} complaintPhone={open.item.guide.complaintPhone} />
            {view.status === 'correcting' && <CaseWarnings warnings={view.warnings} />}
            <Actions view={view} />
            <GivenDocuments ids={given} names={names} />
            <Results view={view} today={today} />
            <OfficesReviewing view={view} today={today} />
            <Timeline view={view} today={today} />
            <Clocks view={view} today={today} />
            <h2>走到哪一步</h2>
            <CaseFlowChart
              caseNo={view.caseNo}
              title={`${view.itemName}的流程图，走过的和现在的位置已经标出`}
              {...portal.cases().flowOf(open, signedIn(request))}
            />
            <HandedIn open={open} view={view} names={names} today={today} />
            <p className="no-print">
              <button className="link-button" data-print="" hidden type="button">
                打印这一页
              </button>
            </p>
          </>
        ),
      });
    },
  );
}

/** The page she comes back to answers what she just did. */
function DoneNote({ view, done }: { view: CaseView; done: string }) {
  const said = done === 'correct' ? correctedWords(view) : doneWords[done];
  return said === undefined ? null : (
    <p className="note" role="status">
      {said}
    </p>
  );
}

const doneWords: Record<string, string> = {
  supplement: '补交的材料已经收到。',
  withdraw: '申请已经撤回，这次办理到此为止。',
  rate: '评价已经收到，谢谢您。',
  urge: '已经提醒承办人员。',
  clarify: '您的补充说明已经收到。',
  'give-reasons': '您说明的理由已经收到。',
  'state-views': '您的陈述、申辩已经收到。',
};

function correctedWords({ status, notice }: CaseView): string {
  const items = notice?.items ?? [];
  if (items.length === 0) return '更正已经收到。';
  const open = items.filter(({ answered }) => !answered);
  if (status !== 'correcting' || open.length === 0) return '补正已经收到，全部补齐，申请已经重新提交。';
  const left = open.map(({ index, materialName }) => materialName ?? `第 ${index + 1} 项`).join('、');
  return `补正已经收到：补好 ${items.length - open.length} 项，还差 ${open.length} 项（${left}）。补齐以后自动重新提交。`;
}

interface StandingProps {
  view: CaseView;
  today: LegalDay;
  complaintPhone: string;
}

function Standing({ view, today, complaintPhone }: StandingProps) {
  const { says, means, tone, clock } = caseSentence(view, today);
  return (
    <div className={`sentence ${tone}`}>
      <p className="says">{says}</p>
      {means && <p>{means}</p>}
      {view.waitingFor.length > 0 && <p>现在由{waitedFor(view)}办理。</p>}
      {tone === 'overdue' && (
        <p>
          投诉电话 <b className="number">{complaintPhone}</b>
        </p>
      )}
      {clock && (
        <p>
          <Dots>
            <Light light={clock.light} />
            <a href={clockHref(view.caseNo, clock)}>为什么是这一天？</a>
          </Dots>
          {clock.provisional && '这一天是暂算的：那一年的放假安排还没有公布。'}
        </p>
      )}
    </div>
  );
}

/** Each office once, with what it is to do. */
export function waitedFor({ waitingFor }: CaseView): string {
  const duties = Map.groupBy(waitingFor, ({ officeName }) => officeName);
  return [...duties]
    .map(
      ([office, steps]) => `${office}（${[...new Set(steps.map(({ stepLabel }) => stepLabel))].join('、')}）`,
    )
    .join('、');
}

function erasedWords({ erased }: CaseView): string {
  const last = erased.at(-1);
  return last ? `内容已于${chineseDate(last.on)}依法删除，依据：${last.basis}。` : '';
}

interface HandedInProps {
  open: OpenCase;
  view: CaseView;
  names: ReadonlyMap<string, string>;
  today: LegalDay;
}

function HandedIn({ open, view, names, today }: HandedInProps) {
  const { form } = open.item;
  const isErased = view.erased.length > 0 && Object.keys(view.form).length === 0;
  return (
    <>
      <h2>您交来的</h2>
      <NoticeAnswers notice={view.notice} />
      <details>
        <summary>申请表</summary>
        <Pairs>
          {view.parties.map(({ role, name, idNumber, phone }) => (
            <Pair key={role} name={role === 'agent' ? '代理人' : '申请人'}>
              {name}
              <br />
              {idNumber}
              {phone && (
                <>
                  <br />
                  {phone}
                </>
              )}
            </Pair>
          ))}
        </Pairs>
        {isErased ? <p>{erasedWords(view)}</p> : <FormReadOut form={form} answers={view.form} />}
      </details>
      {view.materials.length > 0 && (
        <details open>
          <summary>材料</summary>
          <Pairs>
            {view.materials.map(
              ({ materialCode, name, needed, documents, deferred, promisedUntil, licenceId }) => (
                <Pair key={materialCode} name={name}>
                  {documents.map(({ documentId, corrected, erased }) => (
                    <div key={documentId}>
                      {erased ? (
                        <span className="quiet">文件已依法删除</span>
                      ) : (
                        <a href={`/api/v1/documents/${documentId}/content`} target="_blank" rel="noreferrer">
                          {names.get(documentId) ?? '文件'}
                        </a>
                      )}
                      {corrected && <span className="tag">补正</span>}
                    </div>
                  ))}
                  {licenceId && <div>用电子证照代替</div>}
                  {documents.length === 0 && !licenceId && (
                    <span className="quiet">
                      {deferred ? promisedInWords(promisedUntil, today) : needed ? '没有交' : '不需要'}
                    </span>
                  )}
                </Pair>
              ),
            )}
          </Pairs>
        </details>
      )}
    </>
  );
}
