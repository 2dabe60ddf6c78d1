import { Button } from 'antd';
import type { FormSchema } from '../../../kernel/forms/form-schema.ts';
import { useDemonstration } from '../server-answers/catalogue.ts';
import { type Application, sampleFor } from './application.ts';

interface SampleButtonProps {
  form: FormSchema;
  onFill: (sample: Pick<Application, 'applicant' | 'form'>) => void;
}

/** In a demonstration only: at a real counter sample answers could be sent by mistake. */
export function SampleButton({ form, onFill }: SampleButtonProps) {
  const { data: demonstration } = useDemonstration();
  if (!demonstration || !form.examples?.[0]) return null;
  return <Button onClick={() => onFill(sampleFor(form))}>填入示范文本（演示）</Button>;
}
