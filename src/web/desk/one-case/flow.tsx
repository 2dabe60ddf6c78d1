import { Skeleton } from 'antd';
import { Link } from 'react-router';
import type { CaseView } from '../../../capabilities/cases/view-case.ts';
import { FlowChartFigure } from '../../kit/flow-chart.tsx';
import { asOfficersSay } from '../../kit/role-names.ts';
import { ProblemNotice } from '../pieces/problem-notice.tsx';
import { useFlow } from '../server-answers/procedures.ts';

/** The procedure as a drawing, with the way this case has gone. */
export function Flow({ shown }: { shown: CaseView }) {
  const { data, error, refetch } = useFlow(shown.caseNo, shown.version);
  return (
    <section>
      <h2>流程图</h2>
      <p className="fine">
        蓝色是已经走过的，实心是现在的位置。
        <Link to={`/procedures/${encodeURIComponent(shown.itemId)}`}>办理程序说明</Link>
      </p>
      <ProblemNotice error={error} onRetry={() => refetch()} />
      {data ? (
        <FlowChartFigure
          {...data}
          id="flow"
          title={`${shown.itemName}的流程图，走过的和现在的位置已经标出`}
          takers={asOfficersSay}
        />
      ) : (
        !error && <Skeleton active />
      )}
    </section>
  );
}
