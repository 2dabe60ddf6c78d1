/** Taking in an application at the counter: item, applicant, form, materials, and a last look. */
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useBlocker, useNavigate } from 'react-router';
import { mayFile } from '../frame/permitted.ts';
import { usePageTitle } from '../pieces/page-title.ts';
import { ProblemNotice } from '../pieces/problem-notice.tsx';
import { Sheet } from '../pieces/sheet.tsx';
import { useFiling } from '../server-answers/cases.ts';
import { useItem } from '../server-answers/catalogue.ts';
import { useSession } from '../server-answers/session.ts';
import { ApplicantStage } from './applicant-stage.tsx';
import {
  type Application,
  type ChangeOfApplication,
  emptyApplication,
  filingOf,
  type Gap,
  gapsOf,
  prefilled,
} from './application.ts';
import { focusPlace, hasPlaces, placedErrors, stageOf } from './error-places.ts';
import { ErrorSummary } from './error-summary.tsx';
import { FilingRemarks, useFilingRemarks } from './filing-remarks.ts';
import { FormStage } from './form-stage.tsx';
import { ItemStage } from './item-stage.tsx';
import { MaterialStage } from './material-stage.tsx';
import { ReviewStage } from './review-stage.tsx';
import { SampleButton } from './sample-button.tsx';
import { StageHeading } from './stage-heading.tsx';
import { type Stage, stages } from './stages.ts';

export function IntakePage() {
  usePageTitle('窗口收件');
  const { data: who } = useSession();
  if (who && !mayFile(who)) {
    return (
      <section className="page">
        <h1>窗口收件</h1>
        <p className="nothing">收件由窗口人员办理，您的岗位没有这项权限。需要时请联系系统管理员。</p>
      </section>
    );
  }
  return <Intake />;
}

function Intake() {
  const [application, setApplication] = useState<Application>(emptyApplication);
  const [stage, setStage] = useState<Stage>('item');
  const [wrongHere, setWrongHere] = useState<Gap>();
  const sent = useRef(false);
  const { data: item, error: itemError } = useItem(application.itemId);
  const remarks = useFilingRemarks(application, item);
  const filing = useFiling();
  const navigate = useNavigate();
  const errors =
    item && filing.variables ? placedErrors(filing.error, filing.variables, filingOf(application, item)) : {};
  const isCorrected = hasPlaces(filing.error) && Object.keys(errors).length === 0;
  const change = (part: ChangeOfApplication) =>
    setApplication((now) => ({ ...now, ...(typeof part === 'function' ? part(now) : part) }));
  const at = stages.findIndex(({ name }) => name === stage);
  const here = stages[at];
  const next = stages[at + 1];

  const stillWrong = ({ pointer }: Gap) =>
    item !== undefined && gapsOf(application, item).some((gap) => gap.wrong && gap.pointer === pointer);

  function goTo(to: Stage) {
    if (to === 'form' && item?.form)
      change({ form: prefilled(item.form, application.form, application.applicant) });
    setStage(to);
    window.scrollTo(0, 0);
  }

  /** What is wrong is mended while the applicant still stands at this question; what is missing may wait. */
  function goOn(to: Stage) {
    const wrong =
      item && gapsOf(application, item).find((gap) => gap.wrong && stageOf(gap.pointer) === stage);
    if (!wrong) {
      setWrongHere(undefined);
      return goTo(to);
    }
    setWrongHere(wrong);
    focusPlace(wrong.pointer);
  }

  function choose(itemId: string) {
    // Answers to another item's questions would be refused as unknown.
    if (itemId !== application.itemId) change({ itemId, form: {}, materials: {}, concerned: null });
    goTo('applicant');
  }

  function goToError(pointer: string) {
    setStage(stageOf(pointer));
    focusPlace(pointer);
  }

  function send() {
    if (!item || filing.isPending) return;
    filing.mutate(filingOf(application, item), {
      onSuccess({ caseNo }) {
        sent.current = true;
        navigate(`/cases/${caseNo}/receipt`);
      },
    });
  }

  return (
    <section className="page intake" aria-label="窗口收件">
      <div className="page-head">
        <h1>窗口收件{item && <span className="of">{item.name}</span>}</h1>
        {item?.form && <SampleButton form={item.form} onFill={(sample) => change(sample)} />}
      </div>
      <nav aria-label="收件步骤">
        <ol className="stages">
          {stages.map(({ name, label }, index) => (
            <li key={name}>
              <button
                type="button"
                aria-current={name === stage ? 'step' : undefined}
                disabled={index > 0 && !item}
                onClick={() => goTo(name)}
              >
                <span aria-hidden="true">{index + 1}</span> {label}
              </button>
            </li>
          ))}
        </ol>
      </nav>
      <ProblemNotice error={itemError ?? (isCorrected ? null : filing.error)} />
      <ErrorSummary
        errors={wrongHere && stillWrong(wrongHere) ? { [wrongHere.pointer]: `${wrongHere.text}。` } : errors}
        onGo={goToError}
      />
      {item && here && stage !== 'item' && <StageHeading key={stage} number={at + 1} label={here.label} />}
      <FilingRemarks value={remarks}>
        {stage === 'item' && <ItemStage chosen={application.itemId} onChoose={choose} />}
        {item && stage === 'applicant' && (
          <ApplicantStage item={item} application={application} errors={errors} onChange={change} />
        )}
        {item && stage === 'form' && (
          <FormStage
            item={item}
            answers={application.form}
            errors={errors}
            onChange={(form) => change({ form })}
          />
        )}
        {item && stage === 'materials' && (
          <MaterialStage item={item} application={application} errors={errors} onChange={change} />
        )}
        {item && stage === 'review' && (
          <ReviewStage item={item} application={application} remarks={remarks} onGo={goToError} />
        )}
      </FilingRemarks>
      {item && stage !== 'item' && (
        <p className="row stage-actions">
          {next ? (
            <Button key={next.name} type="primary" size="large" onClick={() => goOn(next.name)}>
              下一步：{next.label}
            </Button>
          ) : (
            <Button key="send" type="primary" size="large" onClick={send} loading={filing.isPending}>
              提交并打印回执
            </Button>
          )}
          <Button size="large" onClick={() => goTo(stages[at - 1]?.name ?? 'item')}>
            上一步
          </Button>
        </p>
      )}
      <LeavingGuard isUnsent={() => application.itemId !== undefined && !sent.current} />
    </section>
  );
}

/** What is typed here is stored nowhere before it is sent, so leaving asks first. */
function LeavingGuard({ isUnsent }: { isUnsent: () => boolean }) {
  const blocker = useBlocker(({ currentLocation, nextLocation }) =>
    currentLocation.pathname !== nextLocation.pathname ? isUnsent() : false,
  );
  const unsent = useRef(isUnsent);
  unsent.current = isUnsent;
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (unsent.current()) event.preventDefault();
    };
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, []);
  return (
    <Sheet open={blocker.state === 'blocked'} title="这份申请还没有提交" place="middle">
      <p>离开这一页，已经填写的内容和上传的材料就不在了。</p>
      <p className="row">
        <Button type="primary" onClick={() => blocker.reset?.()}>
          留下继续
        </Button>
        <Button onClick={() => blocker.proceed?.()}>离开，不要了</Button>
      </p>
    </Sheet>
  );
}
