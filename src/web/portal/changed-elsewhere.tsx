/** Two windows on one draft: what was typed here stands in the fields, what was saved elsewhere stands beside. */
import { isDeepStrictEqual } from 'node:util';
import type { Filing, OpenCase } from '../../capabilities/cases/public.ts';
import { type DraftPage, draftHref } from './draft.ts';
import { FormReadOut } from './form-read-out.tsx';
import { ApplicantReadOut } from './review-page.tsx';

interface ChangedElsewhereProps {
  open: OpenCase;
  page: DraftPage;
  stored: Filing;
  typed: Filing;
}

export function ChangedElsewhere({ open, page, stored, typed }: ChangedElsewhereProps) {
  const differing =
    page.kind === 'form'
      ? page.page.fields.filter((name) => !isDeepStrictEqual(stored.form[name], typed.form[name]))
      : [];
  return (
    <div className="note warning" role="alert">
      <h2>这一页刚才在另一个窗口存过，和这里填的不一样</h2>
      <p>
        下面的表里是<b>您这次填的</b>，还没有存。另一个窗口存的是：
      </p>
      {page.kind === 'applicant' && <ApplicantReadOut applicant={stored.applicant} />}
      {page.kind === 'form' && <FormReadOut form={open.item.form} answers={stored.form} fields={differing} />}
      <p>
        要用这次填的，核对后再按一次“保存并继续”；要用另一个窗口存的，
        <a href={draftHref(open.record.caseNo, page.slug)}>放弃这次填的</a>。
      </p>
    </div>
  );
}
