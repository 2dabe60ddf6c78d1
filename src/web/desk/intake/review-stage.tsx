import { Alert } from 'antd';
import { applicableAnswers } from '../../../kernel/forms/conditions.ts';
import { AnswerList } from '../pieces/answer-list.tsx';
import type { ItemShown } from '../server-answers/catalogue.ts';
import type { Errors } from '../step-form/schema.ts';
import { dayText } from '../words/days.ts';
import { channelNames, idTypeNames } from '../words/labels.ts';
import {
  type Agent,
  type Application,
  asksForSigning,
  gapsOf,
  isAskedFor,
  type Person,
} from './application.ts';
import { businessNames } from './concerned-licence.tsx';
import { ErrorSummary } from './error-summary.tsx';

interface ReviewStageProps {
  item: ItemShown;
  application: Application;
  /** What is unusual though possible, by its place. */
  remarks: Errors;
  onGo: (pointer: string) => void;
}

export function ReviewStage({ item, application, remarks, onGo }: ReviewStageProps) {
  const gaps = gapsOf(application, item);
  const { applicant, agent, channel, earlier, form, materials, concerned } = application;
  return (
    <div className="review">
      {gaps.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={`还有 ${gaps.length} 处${gaps.every(({ text }) => text.includes('没有')) ? '没有填写' : '需要补填或者改正'}`}
          description={
            <ul className="error-summary">
              {gaps.map(({ pointer, text }) => (
                <li key={pointer}>
                  <button type="button" className="as-link" onClick={() => onGo(pointer)}>
                    {text}
                  </button>
                </li>
              ))}
            </ul>
          }
        />
      )}
      {Object.keys(remarks).length > 0 && (
        <Alert
          type="warning"
          showIcon
          title="请核对，确认无误的可以照样提交"
          description={<ErrorSummary errors={remarks} onGo={onGo} />}
        />
      )}
      <h2>申请人</h2>
      <PersonAnswers person={applicant} />
      {agent && <PersonAnswers person={agent} who="代理人" />}
      <dl className="answers">
        <div>
          <dt>渠道</dt>
          <dd>
            {channelNames[channel]}
            {asksForSigning(application, item) && application.signedMail && '（签收邮寄）'}
          </dd>
        </div>
        {earlier && (
          <div>
            <dt>实际收到</dt>
            <dd>
              {earlier.receivedOn ? dayText(earlier.receivedOn) : '未填写'}（{earlier.reason || '未写原因'}）
            </dd>
          </div>
        )}
      </dl>
      <h2>申请表</h2>
      {item.form && <AnswerList form={item.form} answers={applicableAnswers(item.form, form)} />}
      {concerned && (
        <>
          <h2>{item.business && businessNames[item.business.kind]}哪一份证照</h2>
          <p className="given">
            ✓ {concerned.name} {concerned.number}（{concerned.holder}）
          </p>
        </>
      )}
      {item.materials.length > 0 && <h2>材料</h2>}
      <ul className="handed-list">
        {item.materials.map((material) => {
          const handed = materials[material.materialCode];
          const count = handed?.documentIds.length ?? 0;
          if (count === 0 && !handed?.licence && isAskedFor(material, form) === false) return null;
          return (
            <li key={material.materialCode}>
              {count > 0 && <span className="given">✓ {count} 份</span>}
              {handed?.licence && <span className="given">✓ 电子证照 {handed.licence.number}</span>}
              {count === 0 && handed?.deferred && <span className="deferred">稍后补交</span>}
              {count === 0 && !handed?.deferred && !handed?.licence && (
                <span className={material.necessity === 'required' ? 'missing' : 'fine'}>
                  {isAskedFor(material, form) === undefined ? '未提交（视情况，需要的才交）' : '未提交'}
                </span>
              )}{' '}
              {material.name}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function PersonAnswers({ person, who = '姓名或者名称' }: { person: Person | Agent; who?: string }) {
  return (
    <dl className="answers">
      <div>
        <dt>{who}</dt>
        <dd>{person.name}</dd>
      </div>
      <div>
        <dt>{idTypeNames[person.idType]}</dt>
        <dd className="number">{person.idNumber}</dd>
      </div>
      <div>
        <dt>电话</dt>
        <dd className="number">{person.phone}</dd>
      </div>
    </dl>
  );
}
