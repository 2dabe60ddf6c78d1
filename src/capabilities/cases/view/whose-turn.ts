/** Whose turn it is: posts with an open step. */
import type { RuleContext } from '../../../kernel/procedure/declaration.ts';
import type { Duty } from '../../../kernel/procedure/duties.ts';
import type { OpenCase } from '../open-case.ts';

export interface Turn {
  role: string;
  office: string;
  officeName: string;
  step: string;
  stepLabel: string;
  officer: string | null;
  urgedOn: string | null;
}

export function turnsOf(open: OpenCase, { today }: RuleContext, duties: readonly Duty[]): Turn[] {
  const { declaration, directory } = open;
  return duties.map(({ role, office, step, officer, urgedOn }) => ({
    role,
    office,
    officeName: directory.officeName(office, today),
    step,
    stepLabel: declaration.steps.find((one) => one.name === step)?.label ?? step,
    officer: officerName(open, officer),
    urgedOn: urgedOn ?? null,
  }));
}

export const officerName = ({ directory }: OpenCase, id: string | undefined) =>
  id === undefined ? null : (directory.personNames.get(id) ?? '一位同事');
