/** Applying for a seal: whose, which kind, who may use it; and how it will look, while it is being filled in. */
import { Button, Checkbox, Input, Radio } from 'antd';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { mayApplyForSeal } from '../frame/permitted.ts';
import { ChoiceBox } from '../pieces/choice-box.tsx';
import { DocumentUpload } from '../pieces/document-upload.tsx';
import { usePageTitle } from '../pieces/page-title.ts';
import { ProblemNotice } from '../pieces/problem-notice.tsx';
import { useOffices } from '../server-answers/catalogue.ts';
import { contentPath } from '../server-answers/documents.ts';
import { previewPath, type SealApplication, useSealApplication } from '../server-answers/seals.ts';
import { useSession } from '../server-answers/session.ts';
import { describedBy, FieldFrame } from '../step-form/field-frame.tsx';
import { idOfPointer } from '../step-form/schema.ts';
import { errorsOf, OtherErrors } from '../step-form/step-errors.tsx';
import { TransfersField } from './transfers-field.tsx';
import { UsersField } from './users-field.tsx';

const kinds: { value: SealApplication['kind']; label: string }[] = [
  { value: 'official', label: '机关公章：用于这个机关的全部文书和证照' },
  { value: 'approval', label: '行政审批专用章：依文件划转审批权的，可以代表几个机关（一枚印章管审批）' },
  { value: 'certificate', label: '证照专用章：只用于证照' },
];

export function SealApplicationPage() {
  usePageTitle('申请印章');
  const { data: who } = useSession();
  if (who && !mayApplyForSeal(who)) {
    return (
      <section className="page">
        <h1>申请印章</h1>
        <p className="nothing">印章由证照管理员、印章管理员或者机关负责人申请，您的岗位没有这项权限。</p>
      </section>
    );
  }
  return <ApplicationForm />;
}

const empty: SealApplication = {
  kind: 'official',
  authority: '',
  office: '',
  users: [{ role: 'issuer', office: 'hall' }],
  automatic: true,
  reason: '',
};

function ApplicationForm() {
  const [application, setApplication] = useState(empty);
  const sending = useSealApplication();
  const navigate = useNavigate();
  const { data: offices } = useOffices();
  const errors = errorsOf(sending.error);
  const change = (part: Partial<SealApplication>) => setApplication((before) => ({ ...before, ...part }));
  const chosen = offices?.find(({ id }) => id === application.office);
  const name = application.name?.trim() || chosen?.authorityName || '';
  function send(event: FormEvent) {
    event.preventDefault();
    if (sending.isPending) return;
    const { name: written, transfers, ...rest } = application;
    sending.mutate(
      {
        ...rest,
        ...(written?.trim() && { name: written.trim() }),
        ...(application.kind === 'approval' && transfers && { transfers }),
      },
      { onSuccess: ({ sealId }) => navigate(`/seals/${sealId}`) },
    );
  }
  return (
    <section className="page seal-application" aria-label="申请印章">
      <div className="page-head">
        <h1>申请印章</h1>
      </div>
      <ProblemNotice error={sending.error} />
      <div className="application-parts">
        <form onSubmit={send} noValidate>
          <OfficeField
            application={application}
            error={errors['/office'] ?? errors['/authority']}
            onChange={change}
          />
          <FieldFrame group id={idOfPointer('/kind')} label="印章种类" required error={errors['/kind']}>
            <Radio.Group
              vertical
              name="kind"
              value={application.kind}
              options={kinds}
              onChange={({ target }) => change({ kind: target.value })}
            />
          </FieldFrame>
          {application.kind === 'approval' && (
            <TransfersField
              authority={application.authority}
              transfers={application.transfers ?? []}
              errors={errors}
              onChange={(transfers) => change({ transfers })}
            />
          )}
          <NameField
            application={application}
            fallback={chosen?.authorityName}
            error={errors['/name']}
            onChange={change}
          />
          <FieldFrame
            id="picture"
            label="印章图片"
            description="由系统刻制的不必上传。上传的应为 PNG，宽高相等，300 至 1600 像素，不超过 100 KB。"
            error={errors['/pictureDocumentId']}
          >
            <DocumentUpload
              id="picture"
              documentIds={application.pictureDocumentId ? [application.pictureDocumentId] : []}
              onChange={(chosen) => change({ pictureDocumentId: chosen([]).at(-1) })}
              label="选择印章图片"
            />
          </FieldFrame>
          <UsersField
            pointer="/users"
            users={application.users}
            errors={errors}
            onChange={(users) => change({ users: users as SealApplication['users'] })}
          />
          <div className="field">
            <Checkbox
              checked={application.automatic}
              onChange={({ target }) => change({ automatic: target.checked })}
            >
              允许系统自动用印（回执、系统作出的文书）
            </Checkbox>
          </div>
          <FieldFrame id={idOfPointer('/reason')} label="申请理由" required error={errors['/reason']}>
            <Input.TextArea
              id={idOfPointer('/reason')}
              value={application.reason}
              maxLength={500}
              autoSize={{ minRows: 2, maxRows: 8 }}
              onChange={({ target }) => change({ reason: target.value })}
            />
          </FieldFrame>
          <OtherErrors errors={errors} />
          <p className="row">
            <Button type="primary" size="large" htmlType="submit" loading={sending.isPending}>
              提交申请
            </Button>
            <span className="fine">提交以后由另一位印章管理员制作、启用。</span>
          </p>
        </form>
        <Preview kind={application.kind} name={name} documentId={application.pictureDocumentId} />
      </div>
    </section>
  );
}

interface FieldProps {
  application: SealApplication;
  error: string | undefined;
  onChange: (part: Partial<SealApplication>) => void;
}

/** The office says whose seal it is: an office acts in the name of one authority. */
function OfficeField({ application, error, onChange }: FieldProps) {
  const { data: offices } = useOffices();
  const id = idOfPointer('/office');
  const chosen = offices?.find((office) => office.id === application.office);
  const remark = chosen && `印章属于${chosen.authorityName}（行政许可法第三十九条：加盖本行政机关印章）。`;
  return (
    <FieldFrame id={id} label="申请部门" required error={error} remark={remark}>
      <ChoiceBox
        id={id}
        value={application.office}
        choices={(offices ?? [])
          .filter(({ kind }) => kind === 'department')
          .map((office) => [office.id, office.name])}
        nothing="请选择"
        invalid={error !== undefined}
        describedBy={describedBy(id, { error, remark })}
        onChange={(office) =>
          onChange({
            office,
            authority: offices?.find((candidate) => candidate.id === office)?.authority ?? '',
          })
        }
      />
    </FieldFrame>
  );
}

function NameField({
  application,
  fallback,
  error,
  onChange,
}: FieldProps & { fallback: string | undefined }) {
  const id = idOfPointer('/name');
  return (
    <FieldFrame id={id} label="印文（环形排列的名称）" error={error} remark="不写时用机关的全称。">
      <Input
        id={id}
        value={application.name ?? ''}
        maxLength={40}
        placeholder={fallback ?? ''}
        onChange={({ target }) => onChange({ name: target.value })}
      />
    </FieldFrame>
  );
}

interface PreviewProps {
  kind: SealApplication['kind'];
  name: string;
  documentId: string | undefined;
}

function Preview({ kind, name, documentId }: PreviewProps) {
  const [failed, setFailed] = useState<string>();
  const source = documentId ? contentPath(documentId) : name && previewPath(kind, name);
  return (
    <figure className="impression preview-impression">
      {source && source !== failed ? (
        <img src={source} alt="印模预览" width={318} height={318} onError={() => setFailed(source)} />
      ) : (
        <p className="nothing">
          {source ? '这个名称刻不出来，请检查用字和长度。' : '选择部门以后，这里显示印模。'}
        </p>
      )}
      <figcaption className="fine">印模预览（放大到两倍）。编号在提交时取得。</figcaption>
    </figure>
  );
}
