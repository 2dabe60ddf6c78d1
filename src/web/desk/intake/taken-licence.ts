/** Which materials a certificate of the holder's wallet takes the place of, and whether the item is about it. Pure. */
import type { ItemShown } from '../server-answers/catalogue.ts';
import type { Consent, LicenceSummed } from '../server-answers/licences.ts';
import type { Application, ConcernedLicence, HandedIn } from './application.ts';

const nothing: HandedIn = { documentIds: [], deferred: false };

/** Something of the item can be answered by a certificate. */
export const takesLicences = ({ materials, business }: ItemShown): boolean =>
  business !== undefined || materials.some(({ licenceTypes = [] }) => licenceTypes.length > 0);

/** Why it helps nothing here; undefined when it does. */
export function whyNotTaken(
  { applicant }: Pick<Application, 'applicant'>,
  item: ItemShown,
  { licence: { name, type, status, statusLabel, holder } }: Consent,
): string | undefined {
  const idNumber = applicant.idNumber.trim();
  if (idNumber !== '' && idNumber !== holder.idNumber)
    return `这份证照的持证人是${holder.name}，不是这次的申请人，不能取用。`;
  if (status !== 'valid') return `${name}现在不能用：${statusLabel}。`;
  const answers = item.materials.some(({ licenceTypes }) => licenceTypes?.includes(type));
  if (!answers && item.business?.licenceType !== type)
    return `${name}不能代替“${item.name}”的任何一项材料，请上传文件。`;
  return undefined;
}

export function withLicence(
  application: Application,
  item: ItemShown,
  { consentId, licence }: Consent,
): Pick<Application, 'materials' | 'concerned'> {
  const taken = { licenceId: licence.licenceId, consentId, name: licence.name, number: licence.number };
  const answered = item.materials.filter(({ licenceTypes }) => licenceTypes?.includes(licence.type));
  return {
    materials: {
      ...application.materials,
      ...Object.fromEntries(
        answered.map(({ materialCode }) => [materialCode, { ...nothing, licence: taken }]),
      ),
    },
    concerned: item.business?.licenceType === licence.type ? concernedOf(licence) : application.concerned,
  };
}

export const concernedOf = ({ licenceId, name, number, holder }: LicenceSummed): ConcernedLicence => ({
  licenceId,
  name,
  number,
  holder: holder.name,
});
