/** The last page before sending: everything to read, and the undertaking. */
import type { Filing } from '../../capabilities/cases/public.ts';
import type { FileableItem } from '../../capabilities/catalogue/public.ts';
import { Pair, Pairs } from '../kit/parts.tsx';
import { idTypes } from './applicant-page.tsx';
import { type DraftPage, draftPagesOf } from './draft.ts';
import { type FormFaults, fieldId } from './form-fields.tsx';
import { FormReadOut } from './form-read-out.tsx';
import { limitInWords } from './item-list.tsx';
import { materialsToAsk } from './materials-page.tsx';

interface ReviewPageProps {
  item: FileableItem;
  filing: Filing;
  names: ReadonlyMap<string, string>;
  faults: FormFaults;
}

export function ReviewPage({ item, filing, names, faults }: ReviewPageProps) {
  const lacking = materialsToAsk(item, filing).filter(
    ({ material, needed }) =>
      needed === 'yes' &&
      !filing.materials.some(({ materialCode }) => materialCode === material.materialCode),
  );
  const agreeFault = faults.get('agree');
  return (
    <>
      <p>请从头读一遍。要改的地方，点旁边的“修改”，填好的内容都还在。</p>
      {filing.licenceId && (
        <Pairs>
          <Pair name={item.business?.kind === 'change' ? '要变更的证照' : '要延续的证照'}>
            {names.get(filing.licenceId) ?? filing.licenceId}
          </Pair>
        </Pairs>
      )}
      {draftPagesOf(item).map((page) => (
        <Part key={page.slug} page={page}>
          {page.kind === 'applicant' && <ApplicantReadOut applicant={filing.applicant} />}
          {page.kind === 'form' && (
            <FormReadOut form={item.form} answers={filing.form} fields={page.page.fields} />
          )}
          {page.kind === 'materials' && <MaterialsReadOut item={item} filing={filing} names={names} />}
        </Part>
      ))}
      {lacking.length > 0 && (
        <div className="note warning">
          <h2>还有 {lacking.length} 项材料没有交</h2>
          <ul>
            {lacking.map(({ material }) => (
              <li key={material.materialCode}>{material.name}</li>
            ))}
          </ul>
          <p>现在提交也可以：窗口会在 5 个工作日内一次告诉您要补什么。交齐再提交，办得更快。</p>
        </div>
      )}
      <h2>提交以前</h2>
      <ul>
        <li>
          提交的那天就是收到申请的日期：窗口从这天起告诉您受理不受理、还缺什么；办理时限从受理那天算起。
        </li>
        <li>作出决定以前，您可以撤回申请。</li>
        <li>填写虚假内容的，可能不予受理、撤销决定，并承担法律责任。</li>
      </ul>
      <div className={agreeFault ? 'field wrong' : 'field'}>
        {agreeFault && <p className="fault">{agreeFault}</p>}
        <div className="choice">
          <input type="checkbox" id="agree" name="agree" value="yes" />
          <label htmlFor="agree">
            {hasDeclared(item)
              ? '我已经从头读过，没有要改的。'
              : '我保证：以上内容和材料真实、完整，与实际情况一致。'}
          </label>
        </div>
      </div>
    </>
  );
}

/** What the form has already had her declare is not asked twice. */
const hasDeclared = ({ form }: FileableItem) =>
  Object.values(form.properties).some((field) => field['x-element'] === 'declaration');

function Part({ page, children }: { page: DraftPage; children: React.ReactNode }) {
  if (page.kind === 'review') return null;
  return (
    <section>
      <h2>{page.title}</h2>
      {children}
      <p className="no-print">
        <button type="submit" className="link-button" name="_then" value={page.slug}>
          修改<span className="unseen">：{page.title}</span>
        </button>
      </p>
    </section>
  );
}

export function ApplicantReadOut({ applicant }: { applicant: Filing['applicant'] }) {
  const { agent } = applicant;
  return (
    <Pairs>
      <Pair name={applicant.kind === 'organization' ? '单位名称' : '姓名'}>
        {applicant.name || '（未填）'}
      </Pair>
      <Pair name={idTypes[applicant.idType]}>{applicant.idNumber || '（未填）'}</Pair>
      <Pair name="联系电话">{applicant.phone || '（未填）'}</Pair>
      {agent && (
        <Pair name="代理人">
          {agent.name}，{idTypes[agent.idType]} {agent.idNumber}，电话 {agent.phone}
        </Pair>
      )}
    </Pairs>
  );
}

function MaterialsReadOut({ item, filing, names }: Omit<ReviewPageProps, 'faults'>) {
  const shown = materialsToAsk(item, filing);
  const mandate = filing.applicant.agent?.mandateDocumentId;
  return (
    <Pairs>
      {shown.map(({ material }) => (
        <Pair key={material.materialCode} name={material.name}>
          {filing.materials
            .filter(({ materialCode }) => materialCode === material.materialCode)
            .map(({ documentId, licenceId, deferred }) =>
              licenceId ? (
                <div key={licenceId}>取用电子证照：{names.get(licenceId) ?? '电子证照'}</div>
              ) : deferred ? (
                <div key="deferred">
                  {material.deferral ? `承诺受理后 ${limitInWords(material.deferral)}内补交` : '承诺补交'}
                </div>
              ) : (
                <div key={documentId}>{names.get(documentId ?? '') ?? '文件'}</div>
              ),
            )}
          {!filing.materials.some(({ materialCode }) => materialCode === material.materialCode) &&
            '（没有交）'}
        </Pair>
      ))}
      {filing.applicant.agent && (
        <Pair name="授权委托书">{mandate ? (names.get(mandate) ?? '文件') : '（没有交）'}</Pair>
      )}
    </Pairs>
  );
}

export const agreeFault = { href: '#agree', message: '请读完以后勾选最后一项，再提交。' };
export const materialAnchor = (materialCode: string) => `#${fieldId(`/materials/${materialCode}`)}`;
