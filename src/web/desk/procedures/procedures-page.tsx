/** For officers: how an item is handled, in words and as a drawing, both made from the declaration the server executes. */
import { Skeleton } from 'antd';
import { useNavigate, useParams } from 'react-router';
import { FlowChartFigure } from '../../kit/flow-chart.tsx';
import { asOfficersSay } from '../../kit/role-names.ts';
import { ChoiceBox } from '../pieces/choice-box.tsx';
import { usePageTitle } from '../pieces/page-title.ts';
import { ProblemNotice } from '../pieces/problem-notice.tsx';
import { useItemSearch } from '../server-answers/catalogue.ts';
import { useExplanation } from '../server-answers/procedures.ts';
import { ExplainedClocks } from './explained-clocks.tsx';
import { ExplainedLanes } from './explained-lanes.tsx';
import { ExplainedLetters } from './explained-letters.tsx';
import { ExplainedSteps } from './explained-steps.tsx';

export function ProceduresPage() {
  usePageTitle('办理程序');
  const navigate = useNavigate();
  const items = useItemSearch('').data?.items ?? [];
  const { itemId = items[0]?.itemId } = useParams();
  const { data, error, refetch } = useExplanation(itemId);
  return (
    <section className="page procedures" aria-label="办理程序">
      <div className="page-head">
        <h1>办理程序</h1>
      </div>
      <div className="field">
        <label htmlFor="item">事项</label>
        <ChoiceBox
          id="item"
          nothing="请选择"
          value={itemId ?? ''}
          choices={items.map((item) => [item.itemId, item.name])}
          onChange={(next) => navigate(`/procedures/${encodeURIComponent(next)}`)}
        />
      </div>
      <ProblemNotice error={error} onRetry={() => refetch()} />
      {!data && !error && <Skeleton active />}
      {data && (
        <>
          <p>
            “{data.item.name}”的程序是<b>{data.name}</b>（第 {data.version} 版）。
            <span className="fine">以下由系统执行的程序声明生成，不另行编写。</span>
          </p>
          <div className="procedure-parts">
            <div>
              <h2>流程图</h2>
              <FlowChartFigure
                id="flow"
                title={`${data.item.name}的流程图`}
                chart={data.chart}
                takers={asOfficersSay}
                way={null}
              />
            </div>
            <div>
              <ExplainedSteps opening={data.opening} steps={data.steps} standing={data.standing} />
              <ExplainedClocks clocks={data.clocks} />
              <ExplainedLanes lanes={data.lanes} />
              <ExplainedLetters steps={data.steps} />
            </div>
          </div>
        </>
      )}
    </section>
  );
}
