import { Skeleton } from 'antd';
import type { CaseView } from '../../../capabilities/cases/view-case.ts';
import { AnswerList } from '../pieces/answer-list.tsx';
import { ProblemNotice } from '../pieces/problem-notice.tsx';
import { useItem } from '../server-answers/catalogue.ts';
import { dayText } from '../words/days.ts';

/** The form as it stands, in the words of the item version under which it was filed. */
export function FormAnswers({ shown }: { shown: CaseView }) {
  const { data: item, error, isPending } = useItem(shown.itemId, shown.formVersion);
  const isHidden = Object.keys(shown.form).length === 0;
  const erased = shown.erased.at(-1);
  return (
    <section>
      <h2>申请表</h2>
      {isHidden && erased && (
        <p className="fine">
          内容已于 {dayText(erased.on)} 依法删除，依据：{erased.basis}。
        </p>
      )}
      {isHidden && !erased && <p className="fine">您的岗位办理此件不需要申请表的内容，所以没有显示。</p>}
      {!isHidden && isPending && <Skeleton active />}
      {!isHidden && <ProblemNotice error={error} />}
      {!isHidden && item?.form && <AnswerList form={item.form} answers={shown.form} />}
    </section>
  );
}
