import { DocumentUpload } from '../pieces/document-upload.tsx';
import { FieldFrame } from './field-frame.tsx';
import { idOfPointer } from './schema.ts';
import type { SchemaFieldProps } from './schema-field-props.ts';

export function DocumentField({ schema, pointer, required, value, errors, onChange }: SchemaFieldProps) {
  const id = idOfPointer(pointer);
  const several = schema.type === 'array';
  const ids = [value].flat().filter((one) => typeof one === 'string');
  return (
    <FieldFrame id={id} label={schema.title ?? '文件'} required={required} error={errors[pointer]}>
      <DocumentUpload
        id={id}
        multiple={several}
        documentIds={ids}
        onChange={(change) => onChange(several ? change(ids) : change(ids).at(-1))}
      />
    </FieldFrame>
  );
}
