import type { CaseView } from '../../../capabilities/cases/view-case.ts';
import { Day } from '../pieces/day.tsx';
import { cannotDoWithout, isMissing } from '../step-form/missing.ts';
import { shortDay } from '../words/days.ts';
import { necessityInCase } from '../words/labels.ts';
import { DocumentLine } from './document-line.tsx';
import type { Previewed } from './preview.tsx';

interface MaterialListProps {
  shown: CaseView;
  previewed: Previewed | undefined;
  onShow: (next: Previewed) => void;
}

export function MaterialList({ shown, previewed, onShow }: MaterialListProps) {
  return (
    <section>
      <h2>材料</h2>
      <ol className="materials">
        {shown.materials.map((material) => (
          <li key={material.materialCode}>
            <p>
              {material.name}
              <span className={`necessity ${cannotDoWithout(material) ? 'required' : material.necessity}`}>
                {necessityInCase(material)}
              </span>
            </p>
            {material.documents.map(({ documentId, on, corrected, erased }) =>
              erased ? (
                <p key={documentId} className="fine">
                  {shortDay(on)} 的文件已依法删除
                </p>
              ) : (
                <DocumentLine
                  key={documentId}
                  id={documentId}
                  remark={`${on ? shortDay(on) : '草稿'}${corrected ? ' 补正' : ''}`}
                  isShown={previewed?.kind === 'document' && previewed.id === documentId}
                  onShow={() => onShow({ kind: 'document', id: documentId })}
                />
              ),
            )}
            {material.licenceId && <p className="given">✓ 电子证照 {material.licenceId}</p>}
            {material.deferred && material.documents.length === 0 && (
              <p className="deferred">
                承诺稍后补交
                {material.promisedUntil && (
                  <>
                    ，最迟 <Day day={material.promisedUntil} />
                  </>
                )}
              </p>
            )}
            {material.needed && isMissing(material) && (
              <p className={cannotDoWithout(material) ? 'missing' : 'fine'}>
                {cannotDoWithout(material) ? '▲ 未提交' : '未提交'}
              </p>
            )}
          </li>
        ))}
      </ol>
      {shown.materials.length === 0 && <p className="fine">本事项不需要材料。</p>}
    </section>
  );
}
