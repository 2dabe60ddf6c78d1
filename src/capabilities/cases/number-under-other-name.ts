/** One number, two names: a slip of the pen would put the case, with its letters and certificate, into a stranger's account. */

import { tidyCode } from '../../kernel/identifiers/identification.ts';
import { ERASED, maskName } from '../../kernel/masking.ts';
import type { Platform } from '../../platform/platform.ts';
import { type FilingSoFar, type FilingWarning, isSameName } from './filing-warnings.ts';

/** For the counter only: to anybody else it would tell whose number it is. Names change, so it is a warning. */
export async function numbersUnderOtherNames(
  { pool, jurisdiction }: Platform,
  { applicant }: Pick<FilingSoFar, 'applicant'>,
): Promise<FilingWarning[]> {
  const { agent } = applicant;
  const asked = [
    { pointer: '/applicant/idNumber', ...applicant },
    ...(agent ? [{ pointer: '/applicant/agent/idNumber', ...agent }] : []),
  ].filter(({ name, idNumber }) => name.trim() !== '' && idNumber.trim() !== '');
  if (asked.length === 0) return [];
  const { rows } = await pool.query<{ kind: string; name: string; idType: string; idNumber: string }>({
    name: 'names-of-numbers',
    text: `select p.kind, p.name, p.id_type as "idType", p.id_number as "idNumber" from cases.party p
           join unnest($2::text[], $3::text[]) as w(id_type, id_number) using (id_type, id_number)
           where p.jurisdiction = $1`,
    values: [
      jurisdiction,
      asked.map(({ idType }) => idType),
      asked.map(({ idNumber }) => tidyCode(idNumber)),
    ],
  });
  return asked.flatMap(({ pointer, name, idType, idNumber }) => {
    const known = rows.find((one) => one.idType === idType && one.idNumber === tidyCode(idNumber));
    if (!known || known.name === ERASED || isSameName(known.name, name)) return [];
    const shown = known.kind === 'organization' ? known.name : maskName(known.name);
    const message =
      `这个证件号码以前登记的名称是“${shown}”，与现在填的“${name.trim()}”不同。请对照证件原件核对号码和姓名：` +
      '号码错了，办件会进到别人的账号里；确实改了名的，可以继续。';
    return [{ pointer, message }];
  });
}
