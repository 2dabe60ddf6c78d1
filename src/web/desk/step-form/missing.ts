import type { CaseView } from '../../../capabilities/cases/view-case.ts';

type Material = CaseView['materials'][number];

/** Nothing of it came in, in no form. */
export const isMissing = ({ documents, licenceId, deferred }: Material) =>
  documents.length === 0 && !licenceId && !deferred;

/** Conditional materials count when the form's answers ask for them. */
export const cannotDoWithout = ({ needed, necessity }: Material) => needed && necessity !== 'deferrable';

export const missingRequired = ({ materials }: CaseView): Material[] =>
  materials.filter((material) => cannotDoWithout(material) && isMissing(material));

/** May come later, and nobody said that it will: neither handed in nor promised (容缺受理). */
export const missingDeferrable = ({ materials }: CaseView): Material[] =>
  materials.filter(
    (material) => material.necessity === 'deferrable' && material.needed && isMissing(material),
  );
