import { Checkbox, Radio } from 'antd';
import type { Filing } from '../../../capabilities/cases/filing.ts';
import type { ItemShown } from '../server-answers/catalogue.ts';
import { FieldFrame } from '../step-form/field-frame.tsx';
import { type Errors, idOfPointer } from '../step-form/schema.ts';
import { channelNames, isChannel, partyKindNames } from '../words/labels.ts';
import { AgentFields } from './agent-fields.tsx';
import { type Application, asksForSigning, type ChangeOfApplication, emptyAgent } from './application.ts';
import { IdNumberField } from './id-number-field.tsx';
import { IdTypes, organizationIds, personIds, TextField } from './person-fields.tsx';

interface ApplicantStageProps {
  item: ItemShown;
  application: Application;
  errors: Errors;
  onChange: (change: ChangeOfApplication) => void;
}

const counterChannels: Filing['channel'][] = ['window', 'mail', 'fax', 'service-point', 'remote'];

export function ApplicantStage({ item, application, errors, onChange }: ApplicantStageProps) {
  const { applicant, agent, channel, earlier } = application;
  const set = (part: Partial<Application['applicant']>) => onChange({ applicant: { ...applicant, ...part } });
  const isPerson = applicant.kind === 'natural-person';
  return (
    <>
      <fieldset className="form-page">
        <legend>申请人</legend>
        <FieldFrame id="applicant-kind" label="申请人类型" group>
          <Radio.Group
            name="applicant-kind"
            value={applicant.kind}
            onChange={({ target }) =>
              set(
                target.value === 'natural-person'
                  ? { kind: 'natural-person', idType: 'id-card' }
                  : { kind: 'organization', idType: 'credit-code' },
              )
            }
            options={Object.entries(partyKindNames).map(([value, label]) => ({ value, label }))}
          />
        </FieldFrame>
        <TextField
          pointer="/applicant/name"
          label={isPerson ? '姓名' : '名称'}
          value={applicant.name}
          errors={errors}
          onChange={(name) => set({ name })}
        />
        <FieldFrame
          id={idOfPointer('/applicant/idType')}
          label="证件类型"
          error={errors['/applicant/idType']}
        >
          <IdTypes
            id={idOfPointer('/applicant/idType')}
            value={applicant.idType}
            among={isPerson ? personIds : organizationIds}
            onChange={(idType) => set({ idType })}
          />
        </FieldFrame>
        <IdNumberField
          pointer="/applicant/idNumber"
          idType={applicant.idType}
          value={applicant.idNumber}
          error={errors['/applicant/idNumber']}
          onChange={(idNumber) => set({ idNumber })}
        />
        <TextField
          pointer="/applicant/phone"
          label="联系电话"
          value={applicant.phone}
          errors={errors}
          onChange={(phone) => set({ phone })}
        />
      </fieldset>
      <fieldset className="form-page">
        <legend>代理人</legend>
        <div className="field whole">
          <Checkbox
            checked={agent !== null}
            onChange={({ target }) => onChange({ agent: target.checked ? emptyAgent : null })}
          >
            由代理人来办
          </Checkbox>
        </div>
        {agent && <AgentFields agent={agent} errors={errors} onChange={onChange} />}
      </fieldset>
      <fieldset className="form-page">
        <legend>怎样收到的</legend>
        <FieldFrame id="channel" label="申请渠道" group>
          <Radio.Group
            name="channel"
            value={channel}
            onChange={({ target }) => {
              const next = String(target.value);
              if (isChannel(next)) onChange({ channel: next });
            }}
            options={counterChannels.map((value) => ({ value, label: channelNames[value] }))}
          />
        </FieldFrame>
        {asksForSigning(application, item) && (
          <div className="field whole">
            <Checkbox
              checked={application.signedMail}
              onChange={({ target }) => onChange({ signedMail: target.checked })}
            >
              挂号信、快递等需要签收的邮寄（签收之日就是收到申请之日）
            </Checkbox>
          </div>
        )}
        <div className="field whole">
          <Checkbox
            checked={earlier !== null}
            onChange={({ target }) =>
              onChange({ earlier: target.checked ? { receivedOn: '', reason: '' } : null })
            }
          >
            不是今天收到的（补录）
          </Checkbox>
        </div>
        {earlier && (
          <>
            <TextField
              pointer="/receivedOn"
              label="实际收到日期"
              type="date"
              value={earlier.receivedOn}
              errors={errors}
              onChange={(receivedOn) => onChange({ earlier: { ...earlier, receivedOn } })}
            />
            <TextField
              pointer="/reason"
              label="补录原因"
              value={earlier.reason}
              errors={errors}
              description="时限自实际收到之日起算；原因会留痕。"
              onChange={(reason) => onChange({ earlier: { ...earlier, reason } })}
            />
          </>
        )}
      </fieldset>
    </>
  );
}
