/** What a case asks its applicant to look at: unusual entries, and the demands of the notice with her answers. */
import type { CaseView } from '../../capabilities/cases/public.ts';
import { Pair, Pairs } from '../kit/parts.tsx';

/** Nothing here stops anybody: a genuine code may look unusual. */
interface CaseWarningsProps {
  warnings: { pointer: string; message: string; href?: string | undefined }[];
}

export function CaseWarnings({ warnings }: CaseWarningsProps) {
  if (warnings.length === 0) return null;
  return (
    <div className="note warning" role="note">
      <h2>请核对</h2>
      <ul>
        {warnings.map(({ pointer, message, href }) => (
          <li key={pointer + message}>{href ? <a href={href}>{message}</a> : message}</li>
        ))}
      </ul>
      <p>确认没有填错的，不用改，不影响提交。</p>
    </div>
  );
}

export function NoticeAnswers({ notice }: Pick<CaseView, 'notice'>) {
  if (!notice) return null;
  const open = notice.items.filter(({ answered }) => !answered).length;
  return (
    <details open={open > 0}>
      <summary>
        告诉您要补的内容：{notice.items.length} 项，{open > 0 ? `还差 ${open} 项` : '已经补齐'}
      </summary>
      <Pairs>
        {notice.items.map(({ index, text, materialName, answered, answer }) => (
          <Pair key={index} name={materialName ?? `第 ${index + 1} 项`}>
            {text}
            <div>
              <span className={answered ? 'tag green' : 'tag amber'}>{answered ? '已补' : '待补'}</span>
            </div>
            {answer && <div>您的答复：{answer}</div>}
          </Pair>
        ))}
      </Pairs>
    </details>
  );
}
