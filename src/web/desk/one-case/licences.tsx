import { Link } from 'react-router';
import type { CaseView } from '../../../capabilities/cases/view-case.ts';
import { useLicence } from '../server-answers/licences.ts';
import { fullDay } from '../words/days.ts';

/** What the case brought about; each opens with its document and its own life. */
export function Licences({ shown: { licences } }: { shown: CaseView }) {
  if (licences.length === 0) return null;
  return (
    <section>
      <h2>电子证照</h2>
      <ul>
        {licences.map((id) => (
          <Licence key={id} id={id} />
        ))}
      </ul>
    </section>
  );
}

function Licence({ id }: { id: string }) {
  const { data } = useLicence(id);
  return (
    <li>
      <p>
        <Link to={`/certificates/${encodeURIComponent(id)}`}>
          {data ? `${data.name} ${data.number}` : id}
        </Link>
      </p>
      {data && (
        <p className="fine">
          {data.registered.label} · {fullDay(data.validFrom)}起
          {data.validTo ? `至 ${fullDay(data.validTo)}` : '，长期有效'}
        </p>
      )}
    </li>
  );
}
