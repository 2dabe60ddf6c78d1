import type { CaseView } from '../../../capabilities/cases/view-case.ts';
import type { Json } from '../../../kernel/json.ts';
import type { Errors, FieldSchema } from './schema.ts';

export interface SchemaFieldProps {
  /** Absent where the step is no case's. */
  shown?: CaseView;
  name: string;
  schema: FieldSchema;
  pointer: string;
  required: boolean;
  value: Json | undefined;
  errors: Errors;
  onChange: (value: Json | undefined) => void;
}
