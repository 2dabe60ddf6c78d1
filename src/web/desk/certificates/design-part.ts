import type { CertificateTypeDefinition } from '../server-answers/certificate-types.ts';
import type { Errors } from '../step-form/schema.ts';

/** A part of the form in which a type is designed. */
export interface DesignPartProps {
  design: CertificateTypeDefinition;
  errors: Errors;
  onChange: (part: Partial<CertificateTypeDefinition>) => void;
}
