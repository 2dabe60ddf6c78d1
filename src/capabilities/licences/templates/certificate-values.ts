/** What the placeholders of a template stand for, from the data of a certificate. */
import type { CertificateValues } from '../../../kernel/certificates/certificate-template.ts';
import { chineseDate } from '../../../kernel/time/chinese-date.ts';
import type { CertificateData } from '../certificate-data.ts';

/** Every template may use these beside the titles of its type's fields; a field of the same title goes before. */
export function certificateValues(data: CertificateData): CertificateValues {
  const { name, number, identifier, authority, holder, fields, issuedOn, validFrom, validTo } = data;
  const from = chineseDate(validFrom);
  return {
    证照名称: name,
    证照编号: number,
    电子证照标识: identifier,
    发证机关: authority.name,
    发证日期: chineseDate(issuedOn),
    持证人: holder.name,
    有效期起: from,
    有效期至: validTo === null ? '长期' : chineseDate(validTo),
    有效期: validTo === null ? `自${from}起，长期` : `${from}至${chineseDate(validTo)}`,
    ...Object.fromEntries(fields.map(({ title, value }) => [title, value])),
  };
}
