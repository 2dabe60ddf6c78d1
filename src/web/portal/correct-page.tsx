/** Answering a one-time notice: each demand with its upload or its words, and the form where that must change. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CaseView } from '../../capabilities/cases/public.ts';
import type { FormSchema, FormValue } from '../../kernel/forms/form-schema.ts';
import { signedIn } from '../../platform/http/access.ts';
import { Problem, type ProblemError } from '../../platform/http/problem.ts';
import { dayInWords } from '../kit/day-words.ts';
import { type Fault, FaultSummary, Trail } from '../kit/parts.tsx';
import { CaseWarnings } from './case-notice.tsx';
import { refuseUnlessOffered } from './case-steps.tsx';
import {
  changedForm,
  correctionOf,
  type Demand,
  type KeptFile,
  keptAsSent,
  keptIn,
  keptInputs,
  uploadsOf,
} from './correction.ts';
import { type FormFaults, FormFields, fieldId } from './form-fields.tsx';
import { FileEntry, inputOf } from './materials-page.tsx';
import { type CaseParams, caseHref, getOwnCase, myTrail } from './my-case.ts';
import type { Portal } from './portal-sources.ts';
import { fieldOf } from './read-form.ts';
import { receiveFiles } from './receive-files.ts';
import { findReturned, giveBack, type Returned } from './returned-forms.ts';
import { Csrf, sendPage } from './send-page.tsx';

type CaseRequest = FastifyRequest<{ Params: CaseParams }>;

export function correctRoutes(app: FastifyInstance, portal: Portal): void {
  const options = { config: { access: { who: ['applicant' as const] } }, schema: { hide: true } };
  const path = '/my/cases/:caseNo/correct';
  app.get<{ Params: CaseParams }>(path, options, async (request, reply) =>
    show(portal, request, reply, await findReturned(portal.platform, request)),
  );
  const posted = { ...options, config: { ...options.config, tokenInUpload: true as const } };
  app.post<{ Params: CaseParams }>(path, posted, async (request, reply) => {
    const open = await getOwnCase(portal, request);
    const view = portal.cases().view(open, signedIn(request));
    refuseUnlessOffered(view, 'correct');
    const received = await receiveFiles(portal.platform, request);
    const demands = demandsOpen(view);
    const { sent } = received;
    // Also what no demand names: where the notice only says what is wrong, the material can still be handed in anew.
    const kept = uploadsOf(
      view.materials.map(({ materialCode }) => materialCode),
      received,
    );
    const form = changedForm(open.item.form, view.form, sent);
    const place = caseHref(open.record.caseNo, 'correct');
    const back = (returned: Pick<Returned, 'faults'> & Partial<Returned>) =>
      giveBack(portal.platform, request, reply, place, returned);
    // What was uploaded with a page that is refused for something else goes out with it and comes back.
    const typed = { sent: { ...sent, ...keptAsSent(kept) } };
    const refused = received.refusals.map(({ input: at, message }) => ({
      href: `#${idOfInput(at)}`,
      message,
    }));
    const input = correctionOf(demands, kept, form, sent, phoneOf(view));
    if (!input) {
      const nothing = { href: '', message: '请至少补交一项、答复一项，或者更正申请表、联系电话。' };
      return back({ ...typed, faults: refused.length > 0 ? refused : [nothing] });
    }
    try {
      await portal.cases().take(open, signedIn(request), { step: 'correct', input });
    } catch (problem) {
      if (!(problem instanceof Problem) || !problem.errors) throw problem;
      return back({ ...typed, ...told(problem.errors) });
    }
    // What was taken is taken; what was refused is shown beside what is still open.
    if (refused.length > 0) return back({ faults: refused });
    return reply.redirect(`${caseHref(open.record.caseNo)}?done=correct`, 303);
  });
}

/** Errors of the form stand at its fields; the others on top. */
function told(errors: ProblemError[]): Pick<Returned, 'faults' | 'at'> {
  const places = errors.map(({ pointer, message }) => ({
    inForm: /^(?:\/input)?\/form(\/.+)/.exec(pointer)?.[1],
    isPhone: pointer === '/input/phone',
    message,
  }));
  return {
    faults: places.map(({ inForm, isPhone, message }) => ({
      href: inForm ? `#${fieldId(inForm)}` : isPhone ? '#phone' : '',
      message,
    })),
    at: Object.fromEntries(places.flatMap(({ inForm, message }) => (inForm ? [[inForm, message]] : []))),
  };
}

const idOfInput = (input: string) => input.replaceAll('.', '-');

async function show(portal: Portal, request: CaseRequest, reply: FastifyReply, returned: Returned) {
  const { faults, sent } = returned;
  const open = await getOwnCase(portal, request);
  const view = portal.cases().view(open, signedIn(request));
  refuseUnlessOffered(view, 'correct');
  const { caseNo } = view;
  const kept = keptIn(
    view.materials.map(({ materialCode }) => materialCode),
    sent,
  );
  const changed = changedForm(open.item.form, view.form, sent);
  const demands = demandsOpen(view);
  const title = isMending(view) ? '更正申请' : '补正';
  const clock = view.clocks.find(({ name, light }) => name === 'correction' && light !== 'stopped');
  const today = portal.platform.clock.today();
  const phoneFault = faults.find(({ href }) => href === '#phone')?.message;
  return sendPage(portal, request, reply, {
    title,
    body: (
      <>
        <Trail places={[...myTrail, { href: caseHref(caseNo), name: view.itemName }]} />
        <h1>{title}</h1>
        <FaultSummary faults={faults} />
        {isMending(view) ? (
          <p>申请还没有受理，填错的可以在这里直接改正，办理期限不变。</p>
        ) : (
          <p>
            下面是一次告诉您的全部内容，补齐以后不会再提新的要求。
            {clock && (
              <>
                请最迟 <b>{dayInWords(clock.due, today)}</b>（含当日）补齐。
              </>
            )}
            可以分几次交，全部补齐后自动重新提交。
          </p>
        )}
        <CaseWarnings warnings={view.warnings} />
        <form method="post" action={caseHref(caseNo, 'correct')} encType="multipart/form-data" noValidate>
          <Csrf request={request} />
          {keptInputs(kept).map(({ name, value }) => (
            <input key={value} type="hidden" name={name} value={value} />
          ))}
          {demands.length > 0 && <h2 className="unseen">要补的内容</h2>}
          <ol className="materials">
            {demands.map((demand) => (
              <li key={demand.index}>
                <OneDemand
                  demand={demand}
                  uploads={kept.filter(({ materialCode }) => materialCode === demand.materialCode).length}
                  typed={fieldOf(sent, `answer.${demand.index}`)}
                  fault={faults.find(
                    ({ href }) => href === `#${idOfInput(inputOf(demand.materialCode ?? ''))}`,
                  )}
                />
              </li>
            ))}
          </ol>
          <OtherMaterials view={view} kept={kept} faults={faults} />
          <div className={phoneFault ? 'field wrong' : 'field'}>
            <label htmlFor="phone">联系电话</label>
            <p className="hint" id="phone-hint">
              号码有变、少一位的，在这里改；不用改的不要动。
            </p>
            {phoneFault && (
              <p className="fault" id="phone-fault">
                {phoneFault}
              </p>
            )}
            <input
              id="phone"
              name="phone"
              type="tel"
              autoComplete="tel"
              maxLength={60}
              defaultValue={fieldOf(sent, 'phone') || phoneOf(view)}
              aria-describedby={phoneFault ? 'phone-hint phone-fault' : 'phone-hint'}
              aria-invalid={phoneFault ? true : undefined}
            />
          </div>
          <FormToCorrect
            form={open.item.form}
            answers={changed ?? view.form}
            faults={new Map(Object.entries(returned.at))}
            opened={isMending(view) || changed !== undefined || view.warnings.length > 0}
          />
          <p className="actions">
            <button type="submit" className="button" data-sending="正在提交…">
              {isMending(view) ? '提交更正' : '提交补正'}
            </button>
            <a href={caseHref(caseNo)}>先不交，回到办件</a>
          </p>
        </form>
      </>
    ),
  });
}

const phoneOf = ({ parties }: CaseView) => parties.find(({ role }) => role === 'applicant')?.phone ?? '';

interface OtherMaterialsProps {
  view: CaseView;
  kept: KeptFile[];
  faults: Fault[];
}

/** Open where a demand speaks of something without naming a material: its file must have a place. */
function OtherMaterials({ view, kept, faults }: OtherMaterialsProps) {
  const demands = view.notice?.items ?? [];
  const demanded = new Set(demands.map(({ materialCode }) => materialCode));
  const others = view.materials.filter(({ materialCode }) => !demanded.has(materialCode));
  if (others.length === 0) return null;
  return (
    <details open={demands.some(({ materialCode, answered }) => materialCode === null && !answered)}>
      <summary>重新上传其他材料</summary>
      <p>上面有一项说到哪份材料要改的，在这里换上新的；并在那一项的“您的说明”里写一句。</p>
      {others.map(({ materialCode, name }) => {
        const uploads = kept.filter((one) => one.materialCode === materialCode).length;
        const id = idOfInput(inputOf(materialCode));
        return (
          <FileEntry
            key={materialCode}
            id={id}
            name={inputOf(materialCode)}
            label={uploads > 0 ? `${name}（刚才选的 ${uploads} 个文件已经收到）` : name}
            fault={faults.find(({ href }) => href === `#${id}`)?.message}
          />
        );
      })}
    </details>
  );
}

/** 行政许可法 32(3): before anything was demanded, or after it was brought, the form is mended without a notice. */
const isMending = ({ status }: CaseView) => status === 'submitted';

const demandsOpen = (view: CaseView): Demand[] => (isMending(view) ? [] : (view.notice?.items ?? []));

interface FormToCorrectProps {
  form: FormSchema;
  answers: FormValue;
  faults: FormFaults;
  opened: boolean;
}

/** Folded: most notices ask for materials only. Sent unchanged, it counts as not corrected. */
function FormToCorrect({ form, answers, faults, opened }: FormToCorrectProps) {
  if (Object.keys(answers).length === 0) return null;
  return (
    <details open={opened}>
      <summary>更正申请表</summary>
      <p>申请表填错了的，在这里直接改；不用改的不要动。改过的内容和补正一起提交。</p>
      <FormFields
        form={form}
        page={{ title: '', fields: form['x-order'] }}
        answers={answers}
        faults={faults}
      />
    </details>
  );
}

interface OneDemandProps {
  demand: Demand;
  /** Files taken with a page that was refused for something else. */
  uploads: number;
  typed: string;
  fault: Fault | undefined;
}

function OneDemand({ demand, uploads, typed, fault }: OneDemandProps) {
  const { index, text, materialCode, materialName, answered, answer } = demand;
  const id = `answer-${index}`;
  return (
    <>
      <h3>
        {materialName ?? text} {answered && <span className="tag green">已补</span>}
      </h3>
      {materialName && <p>{text}</p>}
      {answered ? (
        answer && <p>您的答复：{answer}</p>
      ) : materialCode !== null ? (
        <>
          {uploads > 0 && <p className="quiet">刚才选的 {uploads} 个文件已经收到，不用再选。</p>}
          <FileEntry
            id={idOfInput(inputOf(materialCode))}
            name={inputOf(materialCode)}
            label={uploads > 0 ? '再加文件' : '选择文件'}
            of={materialName ?? text}
            fault={fault?.message}
          />
        </>
      ) : (
        <div className="field">
          <label htmlFor={id}>
            您的说明<span className="unseen">：{text}</span>
          </label>
          <textarea id={id} name={`answer.${index}`} maxLength={4000} defaultValue={typed} />
        </div>
      )}
    </>
  );
}
