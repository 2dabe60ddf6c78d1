import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { ProblemNotice } from '../pieces/problem-notice.tsx';
import { type BatchShown, useArchiving, useBatches } from '../server-answers/archive.ts';
import { FieldFrame } from '../step-form/field-frame.tsx';
import { fullDay, momentText } from '../words/days.ts';

const mostShown = 5;

/** Archiving what was closed in a period, and how far that is. */
export function ArchiveBatches() {
  const batches = useBatches();
  const archiving = useArchiving();
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');

  function submit(event: FormEvent) {
    event.preventDefault();
    archiving.mutate({ closedFrom: from, closedTo: to });
  }

  return (
    <>
      <form className="absence-form" onSubmit={submit} aria-label="归档">
        <FieldFrame id="closed-from" label="办结日期，从" required>
          <Input id="closed-from" type="date" value={from} onChange={({ target }) => setFrom(target.value)} />
        </FieldFrame>
        <FieldFrame id="closed-to" label="到" required>
          <Input id="closed-to" type="date" value={to} onChange={({ target }) => setTo(target.value)} />
        </FieldFrame>
        <p className="row">
          <Button type="primary" htmlType="submit" loading={archiving.isPending} disabled={!from || !to}>
            归档这段时间办结的办件
          </Button>
        </p>
        <ProblemNotice error={archiving.error} />
      </form>
      <ProblemNotice error={batches.error} onRetry={() => batches.refetch()} />
      {batches.data && batches.data.items.length > 0 && (
        <ul className="batches" aria-live="polite">
          {batches.data.items.slice(0, mostShown).map((batch) => (
            <li key={batch.id}>{batchText(batch)}</li>
          ))}
        </ul>
      )}
    </>
  );
}

function batchText({ madeBy, madeAt, closedFrom, closedTo, status, archived }: BatchShown): string {
  const period = `${fullDay(closedFrom)}至${fullDay(closedTo)}办结的`;
  const standing = status === 'running' ? `正在归档，已完成 ${archived} 件` : `归档 ${archived} 件`;
  return `${momentText(madeAt)} ${madeBy}：${period}，${standing}`;
}
