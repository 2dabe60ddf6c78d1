import type { CaseView } from '../../../capabilities/cases/view-case.ts';
import { dayText, shortDay } from '../words/days.ts';
import { DocumentLine } from './document-line.tsx';
import type { Previewed } from './preview.tsx';

interface NoticeAnswersProps {
  shown: CaseView;
  previewed: Previewed | undefined;
  onShow: (next: Previewed) => void;
}

type Notice = NonNullable<CaseView['notice']>;

/** Each demand of the one-time notice beside what came in for it. Whether that is enough, a person has yet to judge. */
export function NoticeAnswers({ shown, previewed, onShow }: NoticeAnswersProps) {
  const { notice } = shown;
  if (!notice) return null;
  const documents = handedSince(shown, notice);
  const demanded = new Set(notice.items.map(({ materialCode }) => materialCode));
  const others = documents.filter(({ materialCode }) => !demanded.has(materialCode));
  const line = ({ documentId, on, name }: Handed, named = false) => (
    <DocumentLine
      key={documentId}
      id={documentId}
      remark={`${named ? `${name} ` : ''}${shortDay(on)} 补交`}
      isShown={previewed?.kind === 'document' && previewed.id === documentId}
      onShow={() => onShow({ kind: 'document', id: documentId })}
    />
  );
  return (
    <section>
      <h2>一次性告知和补正</h2>
      <p className="fine">{summaryOf(notice)}</p>
      <ol className="notice">
        {notice.items.map(({ index, materialCode, materialName, text, answered, answer }) => (
          <li key={index}>
            <span className={answered ? '' : 'missing'}>{answered ? '● 已回应' : '▲ 未回应'}</span>{' '}
            {materialName && <b>{materialName}：</b>}
            {text}
            {answer && <p className="answer">申请人说明：{answer}</p>}
            {documents.filter((one) => one.materialCode === materialCode).map((one) => line(one))}
          </li>
        ))}
      </ol>
      {others.length > 0 && (
        <>
          <p className="fine">此外还补交了：</p>
          {others.map((one) => line(one, true))}
        </>
      )}
    </section>
  );
}

interface Handed {
  materialCode: string;
  name: string;
  documentId: string;
  on: string;
}

function handedSince({ materials }: CaseView, notice: Notice): Handed[] {
  return materials.flatMap(({ materialCode, name, documents }) =>
    documents
      .filter(({ corrected, on }) => corrected && on >= notice.on)
      .map(({ documentId, on }) => ({ materialCode, name, documentId, on })),
  );
}

function summaryOf({ on, items, termDays }: Notice): string {
  const open = items.filter((item) => !item.answered).length;
  const given = `${dayText(on)} 告知 ${items.length} 项`;
  if (open === 0) return `${given}，申请人都已回应；是否符合要求，请逐项核对。`;
  return `${given}，还有 ${open} 项没有回应${termDays === null ? '' : `；期限 ${termDays} 个工作日`}。`;
}
