import type { LegalDay } from '../time/legal-day.ts';
import { checkCertificateIdentifier, looksLikeCertificateIdentifier } from './certificate-identifier.ts';
import { checkCreditCode, isSoundCreditCode } from './credit-code.ts';
import { checkDocumentNumber, readDocumentNumber } from './document-number.ts';
import { type Identification, tidyCode } from './identification.ts';
import { checkIdentityCard, looksLikeIdentityCard } from './identity-card.ts';
import { checkPhone } from './phone.ts';
import { checkProjectCode, hasProjectCodeShape } from './project-code.ts';
import { checkTaskCode } from './task-code.ts';

/**
 * Says what a value is and whether it can be right. The value may be copied carelessly: blanks, full-width
 * characters, lower case. `today` refuses birth dates in the future.
 */
export function checkIdentifier(value: string, today?: LegalDay): Identification {
  const documentNumber = readDocumentNumber(value);
  if (documentNumber) return checkDocumentNumber(documentNumber);
  const code = tidyCode(value);
  if (looksLikeCertificateIdentifier(code)) return checkCertificateIdentifier(code);
  if (hasProjectCodeShape(code)) return checkProjectCode(code);
  if (/^[0-9A-Z]{31}$|^[0-9A-Z]{33}$/.test(code)) return checkTaskCode(code);
  if (/^[0-9A-Z]{18}$/.test(code)) return checkEighteen(code, today);
  if (/^\d{15}$/.test(code)) return checkIdentityCard(code, today);
  return checkPhone(code) ?? unknown(code);
}

/**
 * Identity numbers and credit codes both have 18 characters and both may be all digits. What passes every
 * check of its kind is that kind; a number that fails is what it looks like.
 */
function checkEighteen(code: string, today?: LegalDay): Identification {
  if (!/^\d{17}[\dX]$/.test(code)) return checkCreditCode(code);
  const asPerson = checkIdentityCard(code, today);
  if (asPerson.valid === 'yes') return asPerson;
  if (isSoundCreditCode(code)) return checkCreditCode(code);
  if (asPerson.valid === 'unusual' || looksLikeIdentityCard(code)) return asPerson;
  return checkCreditCode(code);
}

function unknown(code: string): Identification {
  const why = /^[0-9A-Z]{16,20}$/.test(code)
    ? `统一社会信用代码和身份证号码都应为18位，现为${code.length}位`
    : '不是本系统认识的编码：统一社会信用代码、身份证号码、实施编码、投资项目代码、证照标识、文号、电话号码';
  return { kind: 'unknown', valid: 'no', parts: {}, why };
}
