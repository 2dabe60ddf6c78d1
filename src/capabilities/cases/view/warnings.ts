/** What is unusual though possible: it stops nobody, somebody should look. */
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

export function warningsForStaff({ record }: OpenCase): FilingWarning[] {
  return [...refusedBefore(record), ...unknownOfficers(record)];
}

/** 行政许可法 78. */
function refusedBefore({ earlierRefusals }: CaseRecord): FilingWarning[] {
  return (earlierRefusals ?? []).map(({ on, until }) => ({
    pointer: '/applicant',
    message: `这个申请人曾于 ${chineseDate(on)}因隐瞒情况或者提供虚假材料，同一事项被不予受理${
      until === null ? '，请仔细核对材料' : `；${chineseDate(until)}以前不得再次申请`
    }（行政许可法第七十八条）。`,
  }));
}

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
