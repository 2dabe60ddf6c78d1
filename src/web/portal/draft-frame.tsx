/** The frame of every page of a filing: where you are, the way back, and one form that saves before it goes anywhere. */
import type { FastifyRequest } from 'fastify';
import type { ReactNode } from 'react';
import type { OpenCase } from '../../capabilities/cases/public.ts';
import { type Fault, FaultSummary } from '../kit/parts.tsx';
import { type DraftPage, draftHref, draftPagesOf } from './draft.ts';
import { markInput } from './save-draft.ts';
import { Csrf } from './send-page.tsx';

export interface DraftFrameProps {
  request: FastifyRequest;
  open: OpenCase;
  here: DraftPage;
  faults: Fault[];
  /** A word before the questions, such as that more of them have come up. */
  notice?: string;
  /** What the page shows, in a word: whoever saves it says what she saw. */
  mark: string;
  files?: boolean;
  next: string;
  sending?: string;
  children: ReactNode;
}

export function DraftFrame({
  request,
  open,
  here,
  faults,
  notice,
  mark,
  files,
  next,
  sending,
  children,
}: DraftFrameProps) {
  const pages = draftPagesOf(open.item);
  const at = pages.findIndex(({ slug }) => slug === here.slug);
  return (
    <form
      method="post"
      action={draftHref(open.record.caseNo, here.slug)}
      encType={files ? 'multipart/form-data' : undefined}
      noValidate
    >
      <Csrf request={request} />
      <input type="hidden" name={markInput} value={mark} />
      {/* Enter in a field presses the first button of a form: it must be the one that goes on. */}
      <button type="submit" className="unseen" name="_then" value="next" tabIndex={-1} aria-hidden="true">
        {next}
      </button>
      <p className="who">{open.item.name}</p>
      <Steps pages={pages} at={at} />
      <h1>{here.title}</h1>
      <FaultSummary faults={faults} />
      {notice && faults.length === 0 && (
        <p className="note" role="status">
          {notice}
        </p>
      )}
      {children}
      <p className="actions">
        <button type="submit" className="button" name="_then" value="next" data-sending={sending}>
          {next}
        </button>
        {at > 0 && (
          <button type="submit" className="link-button" name="_then" value="back">
            上一步
          </button>
        )}
        <button type="submit" className="link-button" name="_then" value="later">
          存好，以后再填
        </button>
      </p>
    </form>
  );
}

/** Every step is a button of the form: going there saves what stands here. */
function Steps({ pages, at }: { pages: DraftPage[]; at: number }) {
  const done = Math.round(((at + 1) / pages.length) * 100);
  return (
    <div className="steps">
      <svg className="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect width={done} height="6" />
      </svg>
      <details>
        <summary>
          第 {at + 1} 步，共 {pages.length} 步
        </summary>
        <ol>
          {pages.map(({ slug, title }, index) => (
            <li key={slug} aria-current={index === at ? 'step' : undefined}>
              {index === at ? (
                `${index + 1}. ${title}`
              ) : (
                <button type="submit" className="link-button" name="_then" value={slug}>
                  {index + 1}. {title}
                </button>
              )}
            </li>
          ))}
        </ol>
      </details>
    </div>
  );
}
