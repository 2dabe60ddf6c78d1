/** Who applies: the account's principal, or somebody for whom she acts. */
import type { Filing } from '../../capabilities/cases/public.ts';
import type { Actor } from '../../kernel/actor.ts';
import { Pair, Pairs } from '../kit/parts.tsx';
import { Choice, type FormFaults, fieldId } from './form-fields.tsx';
import { type Sent, valuesOf } from './read-form.ts';

type Applicant = Filing['applicant'];
type IdType = Applicant['idType'];

export const idTypes: Record<IdType, string> = {
  'credit-code': '统一社会信用代码',
  'id-card': '居民身份证',
  passport: '护照',
  'hkmo-permit': '港澳居民来往内地通行证',
  'tw-permit': '台湾居民来往大陆通行证',
  other: '其他证件',
};

function isForSelf(applicant: Applicant, { principal }: Actor): boolean {
  return (
    principal !== undefined &&
    applicant.idType === principal.idType &&
    applicant.idNumber === principal.idNumber
  );
}

export interface ReadApplicant {
  applicant: Applicant;
  /** Sections that were asked for on this page but were not on it: they are shown next, without complaint. */
  fresh: boolean;
}

export function readApplicant(sent: Sent, actor: Actor): ReadApplicant {
  const read = (name: string) => (valuesOf(sent, name)[0] ?? '').trim().slice(0, 200);
  const asked = read('_asked').split(' ');
  const { principal } = actor;
  const self = principal !== undefined && read('who') !== 'other';
  const whose = self
    ? {
        kind: principal.kind,
        name: principal.name,
        idType: idTypeOf(principal.idType),
        idNumber: principal.idNumber,
      }
    : {
        kind: read('kind') === 'organization' ? ('organization' as const) : ('natural-person' as const),
        name: read('name'),
        idType: read('kind') === 'organization' ? ('credit-code' as const) : idTypeOf(read('idType')),
        idNumber: read('idNumber'),
      };
  const hasAgent = read('hasAgent') === 'yes';
  const agent = {
    name: read('agent.name'),
    idType: idTypeOf(read('agent.idType')),
    idNumber: read('agent.idNumber'),
    phone: read('agent.phone'),
  };
  return {
    applicant: { ...whose, phone: read('phone'), ...(hasAgent ? { agent } : {}) },
    fresh:
      (!self && principal !== undefined && !asked.includes('other')) ||
      (hasAgent && !asked.includes('agent')),
  };
}

function idTypeOf(text: string): IdType {
  return Object.keys(idTypes).find((key): key is IdType => key === text) ?? 'id-card';
}

interface ApplicantPageProps {
  applicant: Applicant;
  actor: Actor;
  faults: FormFaults;
}

export function ApplicantPage({ applicant, actor, faults }: ApplicantPageProps) {
  const { principal } = actor;
  const self = isForSelf(applicant, actor);
  const sections = [!self && 'other', applicant.agent && 'agent'].filter(Boolean);
  const other = self
    ? { ...applicant, name: '', idNumber: '', kind: 'natural-person', idType: 'id-card' }
    : applicant;
  return (
    <>
      <input type="hidden" name="_asked" value={sections.join(' ')} />
      {principal && (
        <fieldset className="field">
          <legend>这件事为谁办</legend>
          <Choice
            type="radio"
            id="who"
            name="who"
            value="self"
            label={`${principal.kind === 'organization' ? '本单位' : '我自己'}（${principal.name}）`}
            checked={self}
          />
          <Choice type="radio" id="who-other" name="who" value="other" label="替别人办" checked={!self} />
        </fieldset>
      )}
      <div {...(principal && { 'data-when': 'who=other', 'data-field': 'other', hidden: self })}>
        <fieldset className="field">
          <legend>申请人是</legend>
          <Choice
            type="radio"
            id="kind"
            name="kind"
            value="natural-person"
            label="个人"
            checked={other.kind === 'natural-person'}
          />
          <Choice
            type="radio"
            id="kind-organization"
            name="kind"
            value="organization"
            label="企业或其他单位"
            checked={other.kind === 'organization'}
          />
        </fieldset>
        <TextQuestion
          {...at('/applicant/name', 'name')}
          title="姓名或者单位名称"
          value={other.name}
          faults={faults}
        />
        <IdQuestions
          at="/applicant"
          prefix=""
          idType={other.idType}
          idNumber={other.idNumber}
          faults={faults}
        />
      </div>
      {self && principal && (
        <Pairs>
          <Pair name={principal.kind === 'organization' ? '单位名称' : '姓名'}>{principal.name}</Pair>
          <Pair name={idTypes[idTypeOf(principal.idType)]}>{principal.idNumber}</Pair>
        </Pairs>
      )}
      <TextQuestion
        {...at('/applicant/phone', 'phone')}
        title="联系电话"
        hint="窗口有事会打这个电话，办理进展也发到这里。"
        type="tel"
        autoComplete="tel"
        value={applicant.phone}
        faults={faults}
      />
      <fieldset className="field">
        <legend>代理人</legend>
        <Choice
          type="checkbox"
          id="hasAgent"
          name="hasAgent"
          value="yes"
          label="由代理人（经办人）办理"
          checked={applicant.agent !== undefined}
        />
      </fieldset>
      <div data-when="hasAgent=yes" data-field="agent" hidden={applicant.agent === undefined}>
        <AgentQuestions applicant={applicant} actor={actor} faults={faults} />
      </div>
    </>
  );
}

function AgentQuestions({ applicant, actor, faults }: ApplicantPageProps) {
  // Whoever signs in as a person and acts for another is that other's agent herself.
  const own =
    actor.principal?.kind === 'natural-person' && !isForSelf(applicant, actor) ? actor.principal : undefined;
  const agent = applicant.agent;
  return (
    <>
      <TextQuestion
        {...at('/applicant/agent/name', 'agent.name')}
        title="代理人姓名"
        value={agent?.name || own?.name || ''}
        faults={faults}
      />
      <IdQuestions
        at="/applicant/agent"
        prefix="agent."
        idType={agent?.idType ?? idTypeOf(own?.idType ?? '')}
        idNumber={agent?.idNumber || own?.idNumber || ''}
        faults={faults}
      />
      <TextQuestion
        {...at('/applicant/agent/phone', 'agent.phone')}
        title="代理人电话"
        type="tel"
        value={agent?.phone ?? ''}
        faults={faults}
      />
      <p className="hint">授权委托书在“交材料”那一步上传。</p>
    </>
  );
}

const at = (pointer: string, name: string) => ({ pointer, name });

interface TextQuestionProps {
  pointer: string;
  name: string;
  title: string;
  hint?: string;
  type?: string;
  autoComplete?: string;
  value: string;
  faults: FormFaults;
}

function TextQuestion({
  pointer,
  name,
  title,
  hint,
  type = 'text',
  autoComplete = 'off',
  value,
  faults,
}: TextQuestionProps) {
  const id = fieldId(pointer);
  const fault = faults.get(pointer);
  const describedBy = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ') || undefined;
  return (
    <div className={fault ? 'field wrong' : 'field'}>
      <label htmlFor={id}>{title}</label>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {fault && (
        <p className="fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
      <input
        id={id}
        name={name}
        type={type}
        defaultValue={value}
        maxLength={200}
        autoComplete={autoComplete}
        aria-describedby={describedBy}
        aria-invalid={fault ? true : undefined}
      />
    </div>
  );
}

interface IdQuestionsProps {
  at: string;
  prefix: string;
  idType: string;
  idNumber: string;
  faults: FormFaults;
}

function IdQuestions({ at: where, prefix, idType, idNumber, faults }: IdQuestionsProps) {
  const id = fieldId(`${where}/idType`);
  const persons = Object.entries(idTypes).filter(([key]) => prefix === '' || key !== 'credit-code');
  return (
    <>
      <div className="field">
        <label htmlFor={id}>证件类型</label>
        <select id={id} name={`${prefix}idType`} defaultValue={idType}>
          {persons.map(([key, label]) => (
            <option key={key} value={key}>
              {label}
            </option>
          ))}
        </select>
      </div>
      <TextQuestion
        {...at(`${where}/idNumber`, `${prefix}idNumber`)}
        title="证件号码"
        value={idNumber}
        faults={faults}
      />
    </>
  );
}
