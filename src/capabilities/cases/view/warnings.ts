/** What is unusual though possible: it stops nobody, somebody should look. */
import { type ItemTerms, isLicence } from '../../../kernel/procedure/item-terms.ts';
import { chineseDate } from '../../../kernel/time/chinese-date.ts';
import type { CaseRecord } from '../case-record.ts';
import { type FilingWarning, filingWarnings } from '../filing-warnings.ts';
import type { OpenCase } from '../open-case.ts';
import { formOf, itemOfForm } from './form-of-case.ts';

/** Of the filing, by the form as it stood when it was filled in. */
export function warningsOf(open: OpenCase): FilingWarning[] {
  const { applicant, agent } = open.record;
  const filing = { applicant: { ...applicant, ...(agent && { agent }) }, form: formOf(open) };
  return filingWarnings(filing, itemOfForm(open));
}

export function warningsForStaff({ record, terms }: OpenCase): FilingWarning[] {
  return [...foundBefore(record, terms), ...appliedEarly(record), ...unknownOfficers(record)];
}

/** 行政许可法 78, 79; of what is no licence only what was found, which that law says nothing about (contracts §4). */
function foundBefore({ earlierMisconduct }: CaseRecord, terms: ItemTerms): FilingWarning[] {
  return (earlierMisconduct ?? []).map(({ ground, on, until }) => {
    const { what, article } = misconduct[ground];
    const message = isLicence(terms)
      ? `这个申请人曾于 ${chineseDate(on)}${what}${
          until === null ? '，请仔细核对材料' : `；至${chineseDate(until)}（含当日）不得再次申请`
        }（行政许可法${article}）。`
      : `这个申请人同一事项的材料曾于 ${chineseDate(on)}被认定隐瞒情况或者虚假，请仔细核对材料。`;
    return { pointer: '/applicant', message };
  });
}

/** 行政许可法 50 ¶1, "unless otherwise provided": the rule is a setting, so nobody is refused by it alone. */
function appliedEarly({ facts }: CaseRecord): FilingWarning[] {
  const licence = facts.find(({ kind }) => kind === 'submitted')?.data.licence;
  const opensOn =
    licence !== null && typeof licence === 'object' && !Array.isArray(licence) ? licence.opensOn : undefined;
  return typeof opensOn === 'string'
    ? [
        {
          pointer: '/licenceId',
          message: `按本区设置的期间，这份证照自${chineseDate(opensOn)}起才申请延续（依据未核验）。是否现在受理，请核对规定。`,
        },
      ]
    : [];
}

const misconduct = {
  'false-materials': {
    what: '因隐瞒情况或者提供虚假材料，同一事项被不予受理',
    article: '第七十八条',
  },
  fraud: { what: '被撤销以欺骗、贿赂等不正当手段取得的同一许可', article: '第七十九条' },
} as const;

/** 行政许可法 34 ¶3: two officers check on the spot. Whoever holds no post here may be one all the same; somebody has to ask. */
function unknownOfficers({ facts }: CaseRecord): FilingWarning[] {
  return facts.flatMap(({ kind, data, payload }) => {
    const isUnknown =
      kind === 'reviewed' && payload.secondOfficer !== undefined && data.secondOfficer === undefined;
    if (!isUnknown) return [];
    const message = `现场核查的共同核查人员“${String(payload.secondOfficer)}”不在机构人员名录中，请核实其是否为工作人员（行政许可法第三十四条第三款）。`;
    return [{ pointer: '', message }];
  });
}
