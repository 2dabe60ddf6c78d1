import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { mayRecordForOthers } from '../frame/permitted.ts';
import { ChoiceBox } from '../pieces/choice-box.tsx';
import { ProblemNotice } from '../pieces/problem-notice.tsx';
import { type AbsenceToRecord, useOfficers, useRecordingAbsence } from '../server-answers/absences.ts';
import { Refused } from '../server-answers/request.ts';
import type { Who } from '../server-answers/session.ts';
import { FieldFrame } from '../step-form/field-frame.tsx';

const nothing = { person: '', deputy: '', from: '', to: '' };

/** One's own absence, or that of somebody of one's office for its head. */
export function AbsenceForm({ who }: { who: Who }) {
  const [typed, setTyped] = useState(nothing);
  const recording = useRecordingAbsence();
  const officers = useOfficers().data ?? [];
  const errors = errorsOf(recording.error);
  const set = (name: keyof typeof nothing) => (value: string) => setTyped({ ...typed, [name]: value });
  const away = typed.person || who.id;
  const offices = officers.find(({ id }) => id === away)?.posts.map(({ office }) => office) ?? [];
  const deputies = officers.filter(
    ({ id, absent, posts }) => id !== away && !absent && posts.some(({ office }) => offices.includes(office)),
  );

  function submit(event: FormEvent) {
    event.preventDefault();
    recording.mutate(asSent(typed), { onSuccess: () => setTyped(nothing) });
  }

  return (
    <form className="absence-form" onSubmit={submit} noValidate aria-label="登记缺勤">
      {mayRecordForOthers(who) && (
        <FieldFrame id="away-person" label="缺勤人员" error={errors['/person']}>
          <ChoiceBox
            id="away-person"
            value={typed.person}
            nothing={`本人（${who.name}）`}
            choices={officers.filter(({ id }) => id !== who.id).map(({ id, name }) => [id, name])}
            onChange={set('person')}
          />
        </FieldFrame>
      )}
      <FieldFrame id="away-from" label="起始日期" required error={errors['/from']}>
        <Input
          id="away-from"
          type="date"
          value={typed.from}
          onChange={({ target }) => set('from')(target.value)}
        />
      </FieldFrame>
      <FieldFrame id="away-to" label="结束日期" required error={errors['/to']}>
        <Input id="away-to" type="date" value={typed.to} onChange={({ target }) => set('to')(target.value)} />
      </FieldFrame>
      <FieldFrame id="away-deputy" label="代理人员" error={errors['/deputy']}>
        <ChoiceBox
          id="away-deputy"
          value={typed.deputy}
          nothing="（不指定）"
          choices={deputies.map(({ id, name }) => [id, name])}
          onChange={set('deputy')}
        />
      </FieldFrame>
      <p className="row">
        <Button type="primary" htmlType="submit" loading={recording.isPending}>
          登记
        </Button>
      </p>
      <ProblemNotice error={recording.error} />
    </form>
  );
}

const asSent = ({ person, deputy, from, to }: typeof nothing): AbsenceToRecord => ({
  ...(person ? { person } : {}),
  ...(deputy ? { deputy } : {}),
  from,
  to,
});

function errorsOf(error: unknown): Record<string, string> {
  const errors = error instanceof Refused ? (error.problem.errors ?? []) : [];
  return Object.fromEntries(errors.map(({ pointer, message }) => [pointer, message]));
}
