import { Button, Checkbox } from 'antd';
import type { Material } from '../../../capabilities/catalogue/item.ts';
import { ConsentScan } from '../pieces/consent-scan.tsx';
import { DocumentUpload } from '../pieces/document-upload.tsx';
import type { ItemShown } from '../server-answers/catalogue.ts';
import { type Errors, idOfPointer } from '../step-form/schema.ts';
import { necessityNames } from '../words/labels.ts';
import { type Application, type ChangeOfApplication, type HandedIn, isAskedFor } from './application.ts';
import { ConcernedLicenceField } from './concerned-licence.tsx';
import { takesLicences, whyNotTaken, withLicence } from './taken-licence.ts';

interface MaterialStageProps {
  item: ItemShown;
  application: Application;
  errors: Errors;
  onChange: (change: ChangeOfApplication) => void;
}

const nothing: HandedIn = { documentIds: [], deferred: false };

type ChangeOfHanded = (now: HandedIn) => HandedIn;

const withHanded = (
  materials: Application['materials'],
  { materialCode }: Material,
  change: ChangeOfHanded,
): Partial<Application> => ({
  materials: { ...materials, [materialCode]: change(materials[materialCode] ?? nothing) },
});

export function MaterialStage({ item, application, errors, onChange }: MaterialStageProps) {
  return (
    <>
      <p className="fine">
        缺少材料也可以收件，之后一次性告知补正（行政许可类事项依《行政许可法》第三十二条）。每项可以上传多份扫描件。
      </p>
      <FromWallet item={item} application={application} errors={errors} onChange={onChange} />
      <ol className="intake-materials">
        {item.materials.map((material) => (
          <MaterialRow
            key={material.materialCode}
            material={material}
            asked={isAskedFor(material, application.form)}
            handed={application.materials[material.materialCode] ?? nothing}
            error={errors[`/materials/${material.materialCode}`]}
            onChange={(change) => onChange(({ materials }) => withHanded(materials, material, change))}
          />
        ))}
      </ol>
      {item.materials.length === 0 && <p className="nothing">本事项不需要材料。</p>}
    </>
  );
}

/** What the register already holds is not asked for again (国务院关于在线政务服务的若干规定 §11). */
function FromWallet({ item, application, errors, onChange }: MaterialStageProps) {
  if (!takesLicences(item)) return null;
  return (
    <div className="from-wallet">
      {item.business && (
        <ConcernedLicenceField
          business={item.business}
          application={application}
          error={errors['/licenceId']}
          onChange={(concerned) => onChange({ concerned })}
        />
      )}
      <ConsentScan
        id="consent"
        onTaken={(consent) => {
          const whyNot = whyNotTaken(application, item, consent);
          if (whyNot === undefined) onChange((now) => withLicence(now, item, consent));
          return whyNot;
        }}
      />
    </div>
  );
}

interface MaterialRowProps {
  material: Material;
  asked: boolean | undefined;
  handed: HandedIn;
  error: string | undefined;
  onChange: (change: ChangeOfHanded) => void;
}

function MaterialRow({ material, asked, handed, error, onChange }: MaterialRowProps) {
  const { materialCode, name, necessity, whenText, howTo, deferral } = material;
  const id = idOfPointer(`/materials/${materialCode}`);
  return (
    <li className={asked === false ? 'not-asked' : ''}>
      <div>
        {handed.licence ? <b>{name}</b> : <label htmlFor={id}>{name}</label>}
        <Necessity material={material} asked={asked} />
        {whenText && <p className="fine">{whenText}</p>}
        {handed.licence ? null : <p className="fine">{howTo}</p>}
      </div>
      <div>
        {handed.licence ? (
          <p className="arrived" id={id}>
            <span className="given">
              ✓ 取用{handed.licence.name} {handed.licence.number}
            </span>
            <Button size="small" onClick={() => onChange(() => nothing)} aria-label={`${name}不取用电子证照`}>
              不取用
            </Button>
          </p>
        ) : (
          <DocumentUpload
            id={id}
            multiple
            label={`选择${name}的文件`}
            documentIds={handed.documentIds}
            onChange={(change) => onChange((now) => ({ ...now, documentIds: change(now.documentIds) }))}
          />
        )}
        {necessity === 'deferrable' && !handed.licence && handed.documentIds.length === 0 && (
          <Checkbox
            checked={handed.deferred}
            onChange={({ target }) => onChange((now) => ({ ...now, deferred: target.checked }))}
          >
            稍后补交
            {deferral &&
              `（${deferral.days} ${deferral.unit === 'working' ? '个工作日' : '日'}内，申请人须承诺）`}
          </Checkbox>
        )}
        {error && <p className="field-error">{error}</p>}
      </div>
    </li>
  );
}

/** A conditional material is needed, or not, as soon as the form says so. */
function Necessity({ material: { necessity }, asked }: { material: Material; asked: boolean | undefined }) {
  if (necessity !== 'conditional' || asked === undefined) {
    return <span className={`necessity ${necessity}`}>{necessityNames[necessity]}</span>;
  }
  return <span className={`necessity ${asked ? 'required' : ''}`}>{asked ? '本次需要' : '本次不需要'}</span>;
}
