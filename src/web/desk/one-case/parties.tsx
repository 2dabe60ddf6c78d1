import type { CaseView } from '../../../capabilities/cases/view-case.ts';
import { idTypeNames, nameIn, partyKindNames } from '../words/labels.ts';

const partyRoleNames: Partial<Record<CaseView['parties'][number]['role'], string>> = {
  agent: '代理人',
  'interested-party': '利害关系人',
};

export function Parties({ shown }: { shown: CaseView }) {
  return (
    <section>
      <h2>{shown.parties.some(({ role }) => role === 'interested-party') ? '当事人' : '申请人'}</h2>
      {shown.parties.map((party) => (
        <dl className="answers" key={`${party.role}/${party.name}/${party.idNumber}`}>
          <div>
            <dt>{partyRoleNames[party.role] ?? partyKindNames[party.kind]}</dt>
            <dd>
              {party.name}
              {party.mandate === 'unverified' && <span className="missing"> ▲ 未见授权委托书</span>}
            </dd>
          </div>
          {party.idNumber && (
            <div>
              <dt>{nameIn(idTypeNames, party.idType)}</dt>
              <dd className="number">{party.idNumber}</dd>
            </div>
          )}
          {party.phone && (
            <div>
              <dt>电话</dt>
              <dd className="number">{party.phone}</dd>
            </div>
          )}
          {party.address && (
            <div>
              <dt>地址</dt>
              <dd>{party.address}</dd>
            </div>
          )}
        </dl>
      ))}
    </section>
  );
}
