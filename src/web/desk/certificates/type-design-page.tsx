/** A type of certificate is designed: what stands on it, how it is numbered, how it looks; and a sample all the while. */
import { Button, Input, Radio, Skeleton } from 'antd';
import { type FormEvent, useRef, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { mayDesignTypes } from '../frame/permitted.ts';
import { ChoiceBox } from '../pieces/choice-box.tsx';
import { usePageTitle } from '../pieces/page-title.ts';
import { ProblemNotice } from '../pieces/problem-notice.tsx';
import { useSettled } from '../pieces/use-settled.ts';
import { useAuthorities } from '../seals/authorities.ts';
import {
  type CertificateTypeDefinition,
  type TypeAnswer,
  useDesigns,
  useType,
  useTypeDesign,
  useTypePreview,
} from '../server-answers/certificate-types.ts';
import { useSession } from '../server-answers/session.ts';
import { describedBy, FieldFrame } from '../step-form/field-frame.tsx';
import { type Errors, idOfPointer } from '../step-form/schema.ts';
import { errorsOf, focusFirst, OtherErrors } from '../step-form/step-errors.tsx';
import { CategoryDigits } from './category-digits.tsx';
import type { DesignPartProps } from './design-part.ts';
import { gapsInDesign } from './gaps-in-design.ts';
import { SamplePicture } from './sample-picture.tsx';
import { TypeFields } from './type-fields.tsx';
import { ValidityField } from './validity-field.tsx';

export function TypeDesignPage() {
  const { type } = useParams();
  usePageTitle(type ? '修改证照类型' : '设计证照类型');
  const { data: who } = useSession();
  const found = useType(type);
  if (who && !mayDesignTypes(who)) {
    return (
      <section className="page">
        <h1>证照类型</h1>
        <p className="nothing">证照类型由证照管理员设计，您的岗位没有这项权限。</p>
      </section>
    );
  }
  if (type === undefined) return <DesignForm begin={blank} />;
  if (found.isPending) return <Skeleton className="page" active />;
  if (!found.data) {
    return (
      <section className="page">
        <h1>证照类型</h1>
        <ProblemNotice error={found.error} onRetry={() => found.refetch()} />
      </section>
    );
  }
  return <DesignForm key={type} begin={definitionOf(found.data)} version={found.data.version} />;
}

const blank: CertificateTypeDefinition = {
  type: '',
  name: '',
  code: '',
  authority: null,
  validity: { kind: 'item' },
  fields: [{ title: '单位名称', element: 'organization.name' }],
  number: '{division}{year}{sequence}',
  template: 'general',
};

function definitionOf({ version: _v, source: _s, validFrom: _f, ...definition }: TypeAnswer) {
  return definition as CertificateTypeDefinition;
}

/** A sample of half a design would say nothing but what is missing. */
const isWhole = ({ type, name, code, number, fields }: CertificateTypeDefinition) =>
  type !== '' && name.length >= 2 && code !== '' && number.length >= 3 && fields.every(({ title }) => title);

function DesignForm({ begin, version }: { begin: CertificateTypeDefinition; version?: number }) {
  const [design, setDesign] = useState(begin);
  const form = useRef<HTMLFormElement>(null);
  const saving = useTypeDesign();
  const navigate = useNavigate();
  const settled = useSettled(design);
  const sample = useTypePreview(settled, isWhole(settled));
  const [gaps, setGaps] = useState<Errors>({});
  const errors = {
    ...errorsOf(isWhole(settled) ? sample.error : null),
    ...errorsOf(saving.error),
    ...gaps,
  };
  function change(part: Partial<CertificateTypeDefinition>) {
    saving.reset();
    setGaps({});
    setDesign((before) => ({ ...before, ...part }));
  }
  function save(event: FormEvent) {
    event.preventDefault();
    const found = gapsInDesign(design);
    setGaps(found);
    if (Object.keys(found).length > 0) return focusFirst(form.current, found);
    if (!saving.isPending) saving.mutate(design, { onSuccess: () => navigate('/certificate-types') });
  }
  return (
    <section className="page type-design" aria-label="设计证照类型">
      <p className="fine">
        <Link to="/certificate-types">证照目录</Link> /{' '}
        {version === undefined ? '新的证照类型' : `第 ${version} 版`}
      </p>
      <div className="page-head">
        <h1>{version === undefined ? '设计一种证照' : `修改${begin.name}`}</h1>
      </div>
      {version !== undefined && (
        <p>保存后成为第 {version + 1} 版，从今天起制证使用；以前签发的证照仍按当时的版本。</p>
      )}
      <ProblemNotice error={saving.error} />
      <div className="application-parts design-parts">
        <form ref={form} onSubmit={save} noValidate>
          <Naming design={design} errors={errors} isNew={version === undefined} onChange={change} />
          <ValidityField design={design} errors={errors} onChange={change} />
          <TypeFields fields={design.fields} errors={errors} onChange={(fields) => change({ fields })} />
          <Numbering design={design} errors={errors} onChange={change} />
          <Looks design={design} errors={errors} onChange={change} />
          <OtherErrors errors={errors} />
          <p className="row">
            <Button type="primary" size="large" htmlType="submit" loading={saving.isPending}>
              {version === undefined ? '保存这种证照' : '保存为新版本'}
            </Button>
          </p>
        </form>
        <SamplePicture
          svg={sample.data}
          state={sampleState(isWhole(settled), sample.isError, sample.isFetching)}
        />
      </div>
    </section>
  );
}

function sampleState(whole: boolean, isError: boolean, isFetching: boolean) {
  if (!whole) return 'unfinished';
  if (isError) return 'faulty';
  return isFetching ? 'drawing' : 'drawn';
}

interface TextFieldProps extends DesignPartProps {
  name: 'type' | 'name' | 'code' | 'number';
  label: string;
  description?: string;
  disabled?: boolean;
}

function TextField({
  design,
  errors,
  name,
  label,
  description = '',
  disabled = false,
  onChange,
}: TextFieldProps) {
  const id = idOfPointer(`/${name}`);
  const error = errors[`/${name}`];
  return (
    <FieldFrame id={id} label={label} required description={description} error={error}>
      <Input
        id={id}
        value={design[name]}
        disabled={disabled}
        maxLength={name === 'number' ? 80 : 64}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, { error, description })}
        onChange={({ target }) => onChange({ [name]: target.value.trim() })}
      />
    </FieldFrame>
  );
}

function Naming(props: DesignPartProps & { isNew: boolean }) {
  const { design, errors, isNew, onChange } = props;
  const authorities = useAuthorities();
  const id = idOfPointer('/authority');
  return (
    <>
      <TextField {...props} name="name" label="证照名称" description="印在证照上，最多 40 个字。" />
      <TextField
        {...props}
        name="type"
        label="类型代号"
        disabled={!isNew}
        description={
          isNew
            ? '小写字母、数字和短横线，例如 hotel-licence；事项用它指定办理结果，以后不能改。'
            : '不能改：事项和已经签发的证照都用它。'
        }
      />
      <TextField
        {...props}
        name="code"
        label="证照类型代码"
        description="主管机构的统一社会信用代码（18 位）加三位数字（GB/T 36903）。"
      />
      <FieldFrame id={id} label="发证机关" error={errors['/authority']}>
        <ChoiceBox
          id={id}
          value={design.authority ?? ''}
          nothing="作出决定的机关"
          choices={authorities}
          invalid={errors['/authority'] !== undefined}
          describedBy={describedBy(id, { error: errors['/authority'] }) ?? ''}
          onChange={(authority) => onChange({ authority: authority || null })}
        />
      </FieldFrame>
    </>
  );
}

function Numbering(props: DesignPartProps) {
  return (
    <>
      <TextField
        {...props}
        name="number"
        label="编号规则"
        description="{division} 区划六位，{year} 年份，{category} 类别数字，{sequence} 流水号六位（必须有），{check} 校验位；其余照写。"
      />
      {props.design.number.includes('{category}') && <CategoryDigits {...props} />}
    </>
  );
}

function Looks({ design, errors, onChange }: DesignPartProps) {
  const { data } = useDesigns();
  const known = data?.items ?? [];
  return (
    <FieldFrame group id={idOfPointer('/template')} label="样式" required error={errors['/template']}>
      <Radio.Group
        vertical
        name="template"
        value={design.template}
        options={known.map(({ template, name }) => ({ value: template, label: name }))}
        onChange={({ target }) => onChange({ template: String(target.value) })}
      />
    </FieldFrame>
  );
}
