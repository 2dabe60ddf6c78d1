/** Certificates of the applicant's wallet, where an item is about one of them or a material can be answered by one. */
import type { Filing } from '../../capabilities/cases/public.ts';
import type { FileableItem, Material } from '../../capabilities/catalogue/public.ts';
import { createLicences, type Licence, registeredToday } from '../../capabilities/licences/public.ts';
import type { Actor } from '../../kernel/actor.ts';
import { chineseDate } from '../../kernel/time/chinese-date.ts';
import type { LegalDay } from '../../kernel/time/legal-day.ts';
import { Choice } from './form-fields.tsx';
import type { Portal } from './portal-sources.ts';

export type HeldLicence = Licence;

/** What a renewal or a change can be about: of the right type and not ended. */
export async function licencesToChoose(
  { platform }: Portal,
  actor: Actor,
  { business }: FileableItem,
): Promise<HeldLicence[]> {
  if (!business) return [];
  const today = platform.clock.today();
  const held = await createLicences(platform).wallet(actor);
  return held.filter(
    (licence) =>
      licence.type === business.licenceType &&
      ['valid', 'suspended'].includes(registeredToday(licence, today)) &&
      (business.kind !== 'renewal' || licence.validTo !== null),
  );
}

/** What can take the place of some material of the item: in force today. */
export async function licencesForMaterials(
  { platform }: Portal,
  actor: Actor,
  item: FileableItem,
  { applicant }: Pick<Filing, 'applicant'>,
): Promise<HeldLicence[]> {
  // An agent's own certificates are not the applicant's.
  if (applicant.idNumber !== actor.principal?.idNumber) return [];
  const wanted = new Set(item.materials.flatMap(({ licenceTypes = [] }) => licenceTypes));
  if (wanted.size === 0) return [];
  const today = platform.clock.today();
  const held = await createLicences(platform).wallet(actor);
  return held.filter((licence) => wanted.has(licence.type) && registeredToday(licence, today) === 'valid');
}

interface WhichProps {
  item: FileableItem;
  choice: HeldLicence[];
  chosen: string;
  today: LegalDay;
}

export function WhichLicence({ item, choice, chosen }: WhichProps) {
  const doing = item.business?.kind === 'change' ? '变更' : '延续';
  if (choice.length === 0) {
    return (
      <div className="note warning">
        <p>您名下没有可以{doing}的证照。已经过期的，请重新申请；由别人代办的，请到窗口办理。</p>
      </div>
    );
  }
  const only = choice.length === 1;
  return (
    <fieldset className="field" id="licence">
      <legend>{doing}哪一份证照</legend>
      {choice.map((licence) => (
        <Choice
          key={licence.id}
          type="radio"
          id={`licence-${licence.id}`}
          name="licence"
          value={licence.id}
          label={inWords(licence)}
          checked={only || chosen === licence.id}
        />
      ))}
    </fieldset>
  );
}

/** 食品经营许可证 JY23501990000011，有效至2031年3月1日 */
export function inWords({ name, number, validTo }: HeldLicence): string {
  return `${name} ${number}，${validTo === null ? '长期有效' : `有效至${chineseDate(validTo)}`}`;
}

interface FromWalletProps {
  material: Material;
  handed: Filing['materials'];
  held: HeldLicence[];
}

/** Ticking one is the consent; what it is used for stands in its own course afterwards. */
export function FromWallet({ material, handed, held }: FromWalletProps) {
  const own = held.filter(({ type }) => material.licenceTypes?.includes(type));
  if (own.length === 0) return null;
  return (
    <div className="note good">
      <p>
        <b>可以免交：</b>勾选后直接取用您的电子证照，不用上传。
      </p>
      {own.map((licence) => (
        <Choice
          key={licence.id}
          type="checkbox"
          id={`wallet-${material.materialCode}-${licence.id}`}
          name="licence"
          value={walletValue(material.materialCode, licence.id)}
          label={`同意取用：${inWords(licence)}`}
          checked={handed.some(({ licenceId }) => licenceId === licence.id)}
        />
      ))}
      <p className="small quiet">只用于办理这一件事，用途和时间会记在证照的经过里，您随时可以查看。</p>
    </div>
  );
}

const walletValue = (materialCode: string, licenceId: string) => `${materialCode} ${licenceId}`;

/** Which certificates were ticked for which materials. */
export function readFromWallet(values: readonly string[]): { materialCode: string; licenceId: string }[] {
  return values.flatMap((value) => {
    const [materialCode, licenceId] = value.split(' ');
    return materialCode && licenceId ? [{ materialCode, licenceId }] : [];
  });
}
