/** What an applicant or another party can do with a case now, and why not the rest. */
import type { CaseView } from '../../capabilities/cases/public.ts';
import { lackingMaterials } from './correction.ts';
import { caseHref } from './my-case.ts';
import { whyNotNow } from './why-not-now.ts';

interface StepPage {
  page: string;
  name: string;
  look?: string;
}

/** Steps of applicants that have a page of their own, in the order in which they matter. */
const stepPages: Record<string, StepPage> = {
  correct: { page: 'correct', name: '现在去补正', look: 'button' },
  clarify: { page: 'answer/clarify', name: '补充说明', look: 'button' },
  'give-reasons': { page: 'answer/give-reasons', name: '说明理由', look: 'button' },
  supplement: { page: 'supplement', name: '补交材料', look: 'button' },
  'request-hearing': { page: 'hearing/request', name: '要求听证', look: 'button' },
  'waive-hearing': { page: 'hearing/waive', name: '表明不要求听证' },
  'withdraw-hearing-request': { page: 'hearing/withdraw-request', name: '撤回听证要求' },
  'challenge-chair': { page: 'hearing/challenge', name: '申请主持人回避' },
  'state-views': { page: 'answer/state-views', name: '陈述、申辩' },
  'choose-delivery': { page: 'delivery', name: '选择送达方式' },
  urge: { page: 'urge', name: '催一下' },
  withdraw: { page: 'withdraw', name: '撤回申请' },
  rate: { page: 'rate', name: '评价这次办理' },
};

/** With a result in hand a rating is what is left to do; after one, it can be followed up once. */
function ratingNow({ status, ratings }: CaseView): { name?: string; look?: string } {
  if (ratings.length > 0) return { name: '追加评价' };
  return withResult.has(status) ? { look: 'button' } : {};
}

/** Filled in wrong, and nobody has looked at it yet: not the first thing to do, but at hand. */
const mendingNow: StepPage = { page: 'correct', name: '更正申请表' };

const withResult = new Set(['not-accepted', 'granted', 'denied', 'issued', 'closed', 'answered']);

/** What has ended can only be applied for anew. */
const over = new Set(['withdrawn', 'abandoned', 'not-accepted', 'denied', 'closed']);

export function Actions({ view }: { view: CaseView }) {
  const offered = Object.entries(stepPages)
    .filter(([step]) => view.nextSteps.some((offer) => offer.step === step))
    .filter(([step]) => step !== 'supplement' || lackingMaterials(view).length > 0)
    .map(([, page]) => (page.page === 'rate' ? { ...page, ...ratingNow(view) } : page))
    .map((page) => (page.page === 'correct' && view.status === 'submitted' ? mendingNow : page))
    // Buttons stand together, before what is only a link.
    .toSorted((one, other) => Number(other.look !== undefined) - Number(one.look !== undefined));
  // A draft that was sent is sent: nobody asks why she cannot send it again.
  const refused = view.notNow.filter(({ step }) => step !== 'submit');
  const again = over.has(view.status);
  if (offered.length + refused.length === 0 && !again) return null;
  return (
    <section className="no-print">
      <h2>{offered.length > 0 || again ? '您可以做的' : '现在没有要您做的'}</h2>
      {(offered.length > 0 || again) && (
        <p className="actions">
          {offered.map(({ page, name, look }) => (
            <a key={page} className={look} href={caseHref(view.caseNo, page)}>
              {name}
            </a>
          ))}
          {again && <a href={`/items/${encodeURIComponent(view.itemId)}`}>再办一次：{view.itemName}</a>}
        </p>
      )}
      {refused.length > 0 && (
        <details>
          <summary>现在不能做的，为什么</summary>
          <ul>
            {refused.map((one) => {
              const { detail, needed } = whyNotNow(view, one);
              return (
                <li key={one.step}>
                  <b>{one.label}</b>：{detail}
                  {needed}
                </li>
              );
            })}
          </ul>
        </details>
      )}
    </section>
  );
}
