/** The archive: what was put into it, what was handed over, what is destroyed or lawfully erased. */
import { Segmented } from 'antd';
import { mayKeepArchive, mayProposeErasure } from '../frame/permitted.ts';
import { usePageTitle } from '../pieces/page-title.ts';
import { useFilters } from '../pieces/use-filters.ts';
import { useSession } from '../server-answers/session.ts';
import { ArchiveBatches } from './archive-batches.tsx';
import { ArchiveRegister } from './archive-register.tsx';
import { ErasureForm } from './erasure-form.tsx';
import { Erasures } from './erasures.tsx';
import { Transfers } from './transfers.tsx';

const parts = [
  { value: 'register', label: '归档目录' },
  { value: 'transfers', label: '移交' },
  { value: 'erasures', label: '销毁和删除' },
];

export function ArchivePage() {
  usePageTitle('档案');
  const { data: who } = useSession();
  const { values, change } = useFilters(['part'] as const);
  if (!who) return null;
  const part = parts.some(({ value }) => value === values.part)
    ? values.part
    : mayKeepArchive(who)
      ? 'register'
      : 'erasures';
  return (
    <section className="page" aria-label="档案">
      <div className="page-head">
        <h1>档案</h1>
      </div>
      <Segmented
        className="archive-parts"
        options={parts}
        value={part}
        onChange={(next) => change('part', next)}
      />
      {part === 'register' && (
        <>
          {mayKeepArchive(who) && <ArchiveBatches />}
          <ArchiveRegister keeps={mayKeepArchive(who)} />
        </>
      )}
      {part === 'transfers' && <Transfers keeps={mayKeepArchive(who)} />}
      {part === 'erasures' && (
        <>
          <Erasures who={who} />
          {mayProposeErasure(who) && <ErasureForm />}
        </>
      )}
    </section>
  );
}
