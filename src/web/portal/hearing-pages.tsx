/** What a party does around a hearing: 行政许可法 47, 48(3). The applicant and interested parties use the same pages. */
import type { ReactNode } from 'react';
import { legalDayOf } from '../../kernel/time/legal-day.ts';
import { dayInWords } from '../kit/day-words.ts';
import type { StepPage } from './case-steps.tsx';
import { fieldOf } from './read-form.ts';

const textOf = (typed: Record<string, string[]>) => fieldOf(typed, 'text').slice(0, 4000);

function TextField({
  label,
  hint,
  text,
  wrong,
}: {
  label: ReactNode;
  hint: string;
  text: string;
  wrong?: boolean;
}) {
  return (
    <div className={wrong ? 'field wrong' : 'field'}>
      <label htmlFor="text">{label}</label>
      <p className="hint" id="text-hint">
        {hint}
      </p>
      <textarea id="text" name="text" maxLength={4000} defaultValue={text} aria-describedby="text-hint" />
    </div>
  );
}

const requestPage: StepPage = {
  path: 'hearing/request',
  step: 'request-hearing',
  title: '要求听证',
  button: '要求听证',
  read(typed) {
    const reasons = textOf(typed);
    return { input: reasons === '' ? {} : { reasons }, faults: [] };
  },
  body: ({ typed, view, open }) => {
    const clock = view.clocks.find(({ name }) => name === 'hearing-request');
    return (
      <>
        <ul>
          {clock && <li>最迟 {dayInWords(clock.due, legalDayOf(open.now))}（含当日）提出。</li>}
          <li>行政机关在二十个工作日内组织听证，至少提前七个工作日书面通知您时间、地点。</li>
          <li>您不承担组织听证的费用。听证所需的时间不计入办理期限。</li>
        </ul>
        <TextField
          label={
            <>
              理由<span className="quiet">（可不填）</span>
            </>
          }
          hint="这项许可怎样影响您，您希望查明什么。"
          text={textOf(typed)}
        />
      </>
    );
  },
};

const withoutInput = () => ({ input: {}, faults: [] });

const waivePage: StepPage = {
  path: 'hearing/waive',
  step: 'waive-hearing',
  title: '表明不要求听证',
  button: '确定不要求',
  read: withoutInput,
  body: () => (
    <div className="note">
      <p>各方都表明不要求听证的，不用等期限届满就可以作出决定。期限以内您改变主意的，还可以要求听证。</p>
    </div>
  ),
};

const withdrawRequestPage: StepPage = {
  path: 'hearing/withdraw-request',
  step: 'withdraw-hearing-request',
  title: '撤回听证要求',
  button: '确定撤回',
  read: withoutInput,
  body: () => (
    <div className="note warning">
      <p>
        再没有人要求听证的，<b>听证不再举行</b>，办理期限恢复计算。要求听证的期限过了以后，不能再次提出。
      </p>
    </div>
  ),
};

const challengePage: StepPage = {
  path: 'hearing/challenge',
  step: 'challenge-chair',
  title: '申请主持人回避',
  button: '提交申请',
  read(typed) {
    const reasons = textOf(typed);
    const faults =
      reasons === '' ? [{ href: '#text', message: '请写明主持人与这项许可有什么利害关系。' }] : [];
    return { input: { reasons }, faults };
  },
  body: ({ typed, faults }) => (
    <TextField
      label="理由"
      hint="主持人与这项许可有直接利害关系的，可以申请他（她）回避，由部门负责人决定。"
      text={textOf(typed)}
      wrong={faults.length > 0}
    />
  ),
};

export const hearingPages: StepPage[] = [requestPage, waivePage, withdrawRequestPage, challengePage];
