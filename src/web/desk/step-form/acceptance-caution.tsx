import type { CaseView } from '../../../capabilities/cases/view-case.ts';
import { missingDeferrable, missingRequired } from './missing.ts';

/** Acceptance ends the time for demands; whoever accepts should know what is still missing. */
export function AcceptanceCaution({ shown }: { shown: CaseView }) {
  const missing = missingRequired(shown);
  const unpromised = missingDeferrable(shown);
  const isAnswered = shown.notice !== null;
  return (
    <>
      {isAnswered && (
        <p className="caution">▲ 补正内容还没有人核对过，请在“一次性告知和补正”里逐项看过再受理。</p>
      )}
      {missing.length > 0 && <MissingCaution shown={shown} missing={missing} />}
      {unpromised.length > 0 && (
        <p className="caution">
          ▲ 可容缺的材料没有提交，申请人也没有承诺补交：{unpromised.map(({ name }) => name).join('、')}
          。受理以后没有补交期限；请先让申请人补交，或者在“补交材料”里登记承诺。
        </p>
      )}
    </>
  );
}

function MissingCaution({ shown, missing }: { shown: CaseView; missing: CaseView['materials'] }) {
  return (
    <p className="caution">
      ▲ 还有 {missing.length} 项必交材料没有提交：{missing.map(({ name }) => name).join('、')}
      ，受理之后不能再要求补正{shown.notice ? '。' : '；需要补正的，请先一次性告知。'}
    </p>
  );
}
