/** Materials of a draft: a file for each, without a script; what may follow later, later. Missing ones never block. */
import type { Filing } from '../../capabilities/cases/public.ts';
import type { FileableItem, Material } from '../../capabilities/catalogue/public.ts';
import { type FormFaults, fieldId } from './form-fields.tsx';
import { neededMaterials } from './guide-answers.ts';
import { MaterialWords } from './guide-materials.tsx';
import { limitInWords } from './item-list.tsx';
import { valuesOf } from './read-form.ts';
import type { Received } from './receive-files.ts';
import { FromWallet, type HeldLicence, readFromWallet } from './wallet-choice.tsx';

type Handed = Filing['materials'];

export const accepted = '.pdf,.ofd,.jpg,.jpeg,.png,.docx,.xlsx';
export const mandateInput = 'file.mandate';
export const inputOf = (materialCode: string) => `file.material.${materialCode}`;

/** Materials for which the answers ask, and those whose condition only the applicant knows. */
export function materialsToAsk(item: FileableItem, filing: Filing) {
  const handed = new Set(filing.materials.map(({ materialCode }) => materialCode));
  return neededMaterials(item, filing.form).filter(
    ({ material, needed }) => needed !== 'no' || handed.has(material.materialCode),
  );
}

/** The list after this page: without what was taken out, with what was added; a file ends a promise to bring it later. */
export function materialsAfter(before: Handed, item: FileableItem, { sent, files }: Received): Handed {
  const removed = new Set(valuesOf(sent, 'remove'));
  const deferred = new Set(valuesOf(sent, 'deferred'));
  const fromWallet = readFromWallet(valuesOf(sent, 'licence'));
  return item.materials.flatMap(({ materialCode, necessity }) => {
    const kept = before.filter(
      (one) => one.materialCode === materialCode && one.documentId && !removed.has(one.documentId),
    );
    const added = files
      .filter(({ input }) => input === inputOf(materialCode))
      .map(({ documentId }) => ({ materialCode, documentId }));
    const taken = fromWallet.filter((one) => one.materialCode === materialCode);
    const all = [...kept, ...added, ...taken];
    if (all.length > 0) return all;
    const later = necessity === 'deferrable' && deferred.has(materialCode);
    return later ? [{ materialCode, deferred: true as const }] : [];
  });
}

interface MaterialsPageProps {
  item: FileableItem;
  filing: Filing;
  /** Names of documents by id. */
  names: ReadonlyMap<string, string>;
  /** Certificates of the applicant that can take the place of a material. */
  held: HeldLicence[];
  faults: FormFaults;
}

export function MaterialsPage({ item, filing, names, held, faults }: MaterialsPageProps) {
  const { agent } = filing.applicant;
  return (
    <>
      <p>
        可以传 PDF、OFD、图片（JPG、PNG）、docx、xlsx，每个不超过 20 MB；一项材料可以有几个文件。
        <b>现在不齐也能提交</b>，窗口会一次告诉您还缺什么。
      </p>
      <h2 className="unseen">材料清单</h2>
      <ol className="materials">
        {materialsToAsk(item, filing).map(({ material, needed }) => (
          <li key={material.materialCode}>
            <MaterialWords material={material} sure={needed === 'yes'} online />
            <FromWallet
              material={material}
              handed={filing.materials.filter(({ materialCode }) => materialCode === material.materialCode)}
              held={held}
            />
            <Handing
              material={material}
              handed={filing.materials.filter(({ materialCode }) => materialCode === material.materialCode)}
              names={names}
              fault={faults.get(inputOf(material.materialCode))}
            />
          </li>
        ))}
        {agent && (
          <li>
            <h3>授权委托书</h3>
            <p>写明委托谁、办什么事，由申请人签名或盖章。</p>
            {agent.mandateDocumentId && <File id={agent.mandateDocumentId} names={names} />}
            <FileEntry
              id={fieldId('/materials/mandate')}
              name={mandateInput}
              label={agent.mandateDocumentId ? '换一份' : '选择文件'}
              fault={faults.get(mandateInput)}
            />
          </li>
        )}
      </ol>
      <p className="actions">
        <button type="submit" className="button second" name="_then" value="stay" data-sending="正在上传…">
          上传并留在这一页
        </button>
      </p>
    </>
  );
}

interface HandingProps {
  material: Material;
  handed: Handed;
  names: MaterialsPageProps['names'];
  fault: string | undefined;
}

function Handing({ material, handed, names, fault }: HandingProps) {
  const { materialCode, necessity, deferral, name } = material;
  const documents = handed.flatMap(({ documentId }) => documentId ?? []);
  return (
    <>
      {documents.map((id) => (
        <File key={id} id={id} names={names} removable />
      ))}
      <FileEntry
        id={fieldId(`/materials/${materialCode}`)}
        name={inputOf(materialCode)}
        label={documents.length > 0 ? '再加文件' : '选择文件'}
        of={name}
        fault={fault}
      />
      {necessity === 'deferrable' &&
        handed.every(({ documentId, licenceId }) => !documentId && !licenceId) && (
          <div className="choice">
            <input
              type="checkbox"
              id={`deferred-${materialCode}`}
              name="deferred"
              value={materialCode}
              defaultChecked={handed.some(({ deferred }) => deferred)}
            />
            <label htmlFor={`deferred-${materialCode}`}>
              先不交，我承诺{deferral ? `受理后 ${limitInWords(deferral)}内` : '在规定时间内'}补交
            </label>
          </div>
        )}
    </>
  );
}

export function File({
  id,
  names,
  removable,
}: {
  id: string;
  names: ReadonlyMap<string, string>;
  removable?: boolean;
}) {
  return (
    <div>
      <span className="tag green">已上传</span>{' '}
      <a href={`/api/v1/documents/${id}/content`} target="_blank" rel="noreferrer">
        {names.get(id) ?? '文件'}
      </a>
      {removable && (
        <div className="choice">
          <input type="checkbox" id={`remove-${id}`} name="remove" value={id} />
          <label htmlFor={`remove-${id}`}>去掉这个文件</label>
        </div>
      )}
    </div>
  );
}

interface FileEntryProps {
  id: string;
  name: string;
  label: string;
  /** Said to those who hear the page: several inputs on it have the same label. */
  of?: string;
  fault: string | undefined;
}

export function FileEntry({ id, name, label, of, fault }: FileEntryProps) {
  return (
    <div className={fault ? 'field wrong' : 'field'}>
      <label htmlFor={id}>
        {label}
        {of && <span className="unseen">：{of}</span>}
      </label>
      {fault && (
        <p className="fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
      <input
        id={id}
        name={name}
        type="file"
        multiple={name !== mandateInput}
        accept={accepted}
        aria-describedby={fault ? `${id}-fault` : undefined}
      />
    </div>
  );
}
