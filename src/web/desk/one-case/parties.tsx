import type { CaseView } from '../../../capabilities/cases/view-case.ts';
import { idTypeNames, nameIn, partyKindNames } from '../words/labels.ts';

export function Parties({ shown }: { shown: CaseView }) {
  return (
    <section>
      <h2>申请人</h2>
      {shown.parties.map((party) => (
        <dl className="answers" key={party.role}>
          <div>
            <dt>{party.role === 'agent' ? '代理人' : partyKindNames[party.kind]}</dt>
            <dd>
              {party.name}
              {party.mandate === 'unverified' && <span className="missing"> ▲ 未见授权委托书</span>}
            </dd>
          </div>
          <div>
            <dt>{nameIn(idTypeNames, party.idType)}</dt>
            <dd className="number">{party.idNumber}</dd>
          </div>
          {party.phone && (
            <div>
              <dt>电话</dt>
              <dd className="number">{party.phone}</dd>
            </div>
          )}
        </dl>
      ))}
    </section>
  );
}
