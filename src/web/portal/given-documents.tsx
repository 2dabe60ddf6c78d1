/** What an answer gives: the files that came with it. */
import type { OpenCase } from '../../capabilities/cases/public.ts';
import { documentsGiven } from '../../capabilities/information-requests/public.ts';

export function documentsGivenIn({ record }: OpenCase): string[] {
  return record.facts.filter(({ kind }) => kind === 'answered').flatMap(({ data }) => documentsGiven(data));
}

export function GivenDocuments({ ids, names }: { ids: string[]; names: ReadonlyMap<string, string> }) {
  if (ids.length === 0) return null;
  return (
    <>
      <h2>提供给您的文件</h2>
      <ul className="things">
        {ids.map((id) => (
          <li key={id}>
            <a className="name" href={`/api/v1/documents/${encodeURIComponent(id)}/content`}>
              {names.get(id) ?? '文件'}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
