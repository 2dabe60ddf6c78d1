import { DocumentUpload } from '../pieces/document-upload.tsx';
import { FieldFrame } from '../step-form/field-frame.tsx';
import { type Errors, idOfPointer } from '../step-form/schema.ts';
import type { Agent, ChangeOfApplication } from './application.ts';
import { IdNumberField } from './id-number-field.tsx';
import { IdTypes, personIds, TextField } from './person-fields.tsx';

interface AgentFieldsProps {
  agent: Agent;
  errors: Errors;
  onChange: (change: ChangeOfApplication) => void;
}

export function AgentFields({ agent, errors, onChange }: AgentFieldsProps) {
  const set = (part: Partial<Agent>) =>
    onChange((now) => (now.agent ? { agent: { ...now.agent, ...part } } : {}));
  const mandate = idOfPointer('/applicant/agent/mandateDocumentId');
  return (
    <>
      <TextField
        pointer="/applicant/agent/name"
        label="代理人姓名"
        value={agent.name}
        errors={errors}
        onChange={(name) => set({ name })}
      />
      <FieldFrame id={idOfPointer('/applicant/agent/idType')} label="证件类型">
        <IdTypes
          id={idOfPointer('/applicant/agent/idType')}
          value={agent.idType}
          among={personIds}
          onChange={(idType) => set({ idType })}
        />
      </FieldFrame>
      <IdNumberField
        pointer="/applicant/agent/idNumber"
        idType={agent.idType}
        value={agent.idNumber}
        error={errors['/applicant/agent/idNumber']}
        onChange={(idNumber) => set({ idNumber })}
      />
      <TextField
        pointer="/applicant/agent/phone"
        label="代理人联系电话"
        value={agent.phone}
        errors={errors}
        onChange={(phone) => set({ phone })}
      />
      <FieldFrame
        id={mandate}
        label="授权委托书"
        description="没有也可以收件，但审查人员会看到“未见授权委托书”。"
        error={errors['/applicant/agent/mandateDocumentId']}
      >
        <DocumentUpload
          id={mandate}
          label="选择授权委托书的文件"
          documentIds={agent.mandateDocumentId ? [agent.mandateDocumentId] : []}
          onChange={(change) => set({ mandateDocumentId: change([]).at(-1) })}
        />
      </FieldFrame>
    </>
  );
}
