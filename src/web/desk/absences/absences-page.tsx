/** Who of my offices is away, and who stands in meanwhile. */
import { Button, Skeleton } from 'antd';
import type { Absence } from '../../../capabilities/organisation/absences.ts';
import { mayRecordForOthers } from '../frame/permitted.ts';
import { usePageTitle } from '../pieces/page-title.ts';
import { ProblemNotice } from '../pieces/problem-notice.tsx';
import { useAbsences, useEndingAbsence } from '../server-answers/absences.ts';
import { useDemonstration } from '../server-answers/catalogue.ts';
import { useSession } from '../server-answers/session.ts';
import { dayText } from '../words/days.ts';
import { AbsenceForm } from './absence-form.tsx';

export function AbsencesPage() {
  usePageTitle('缺勤与代理');
  const absences = useAbsences();
  const { data: who } = useSession();
  return (
    <section className="page" aria-label="缺勤与代理">
      <div className="page-head">
        <h1>缺勤与代理</h1>
      </div>
      <p className="fine">
        缺勤期间，指定给本人的办件由代理人办理，记录中写明代谁办理；没有代理人的，同岗位人员都可以办理。
      </p>
      {who && <AbsenceForm who={who} />}
      <h2>正在和即将缺勤的</h2>
      <ProblemNotice error={absences.error} onRetry={() => absences.refetch()} />
      {absences.isPending && <Skeleton active />}
      {absences.data?.length === 0 && <p className="nothing">本部门现在没有人缺勤。</p>}
      {absences.data && absences.data.length > 0 && (
        <AbsenceTable
          absences={absences.data}
          mine={who?.id}
          mayEndAll={who !== undefined && who !== null && mayRecordForOthers(who)}
        />
      )}
    </section>
  );
}

interface AbsenceTableProps {
  absences: Absence[];
  mine: string | undefined;
  mayEndAll: boolean;
}

function AbsenceTable({ absences, mine, mayEndAll }: AbsenceTableProps) {
  const ending = useEndingAbsence();
  return (
    <>
      <ProblemNotice error={ending.error} />
      <table className="rows">
        <thead>
          <tr>
            <th scope="col">缺勤人员</th>
            <th scope="col">日期</th>
            <th scope="col">代理人员</th>
            <th scope="col">登记人</th>
            <th scope="col">
              <span className="unseen">操作</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {absences.map((absence) => (
            <AbsenceRow
              key={absence.id}
              absence={absence}
              mayEnd={absence.person.id === mine || mayEndAll}
              isEnding={ending.isPending && ending.variables === absence.id}
              onEnd={() => ending.mutate(absence.id)}
            />
          ))}
        </tbody>
      </table>
    </>
  );
}

interface AbsenceRowProps {
  absence: Absence;
  mayEnd: boolean;
  isEnding: boolean;
  onEnd: () => void;
}

function AbsenceRow({ absence, mayEnd, isEnding, onEnd }: AbsenceRowProps) {
  const { data: demonstration } = useDemonstration();
  const { person, deputy, from, to, recordedBy } = absence;
  const hasBegun = from <= (demonstration?.today ?? new Date().toISOString().slice(0, 10));
  const ending = hasBegun ? '已经回来' : '取消';
  return (
    <tr>
      <td className="whole">
        {person.name} {hasBegun && <span className="light paused">‖ 缺勤中</span>}
      </td>
      <td className="whole">
        {dayText(from)}至{dayText(to)}
      </td>
      <td>
        <span className="narrow-label">代理：</span>
        {deputy?.name ?? '同岗位人员'}
      </td>
      <td>
        <span className="narrow-label">登记：</span>
        {recordedBy}
      </td>
      <td>
        {mayEnd && (
          <Button size="small" loading={isEnding} onClick={onEnd} aria-label={`${ending}：${person.name}`}>
            {ending}
          </Button>
        )}
      </td>
    </tr>
  );
}
