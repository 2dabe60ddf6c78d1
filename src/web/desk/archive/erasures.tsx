import { Button, Input, Skeleton } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { mayDecideErasure } from '../frame/permitted.ts';
import { ProblemNotice } from '../pieces/problem-notice.tsx';
import { Sheet } from '../pieces/sheet.tsx';
import { type ErasureShown, useDecidingErasure, useErasure, useErasures } from '../server-answers/archive.ts';
import type { Who } from '../server-answers/session.ts';
import { FieldFrame } from '../step-form/field-frame.tsx';
import { momentText } from '../words/days.ts';

const statusWords: Record<ErasureShown['status'], string> = {
  proposed: '▲ 待决定',
  refused: '不予批准',
  approved: '正在删除',
  'carried-out': '✓ 已删除',
};

/** What was proposed, decided and done; the leader decides here. */
export function Erasures({ who }: { who: Who }) {
  const erasures = useErasures();
  const [opened, setOpened] = useState<string>();
  const items = erasures.data?.items ?? [];
  return (
    <>
      <ProblemNotice error={erasures.error} onRetry={() => erasures.refetch()} />
      {erasures.isPending && <Skeleton active />}
      {erasures.data && items.length === 0 && <p className="nothing">没有销毁或者依法删除的申请。</p>}
      {items.length > 0 && (
        <table className="rows">
          <thead>
            <tr>
              <th scope="col">理由和依据</th>
              <th scope="col">件数</th>
              <th scope="col">提出</th>
              <th scope="col">决定</th>
              <th scope="col">状态</th>
            </tr>
          </thead>
          <tbody>
            {items.map((one) => (
              <tr key={one.id}>
                <td>
                  <button type="button" className="as-link" onClick={() => setOpened(one.id)}>
                    {one.groundLabel}
                  </button>
                  <Basis shown={one} />
                </td>
                <td>{one.cases} 件</td>
                <td className="since">
                  {momentText(one.proposedAt)}
                  <span className="fine below">{one.proposedBy}</span>
                </td>
                <td className="since">
                  {one.decidedAt ? momentText(one.decidedAt) : '–'}
                  {one.decidedBy && <span className="fine below">{one.decidedBy}</span>}
                </td>
                <td className="since">
                  <span className={`light ${one.status === 'proposed' ? 'warning' : 'stopped'}`}>
                    {statusWords[one.status]}
                  </span>
                  {one.status === 'approved' && (
                    <span className="fine below">
                      {one.done} / {one.cases}
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {opened !== undefined && <OneErasure id={opened} who={who} onClose={() => setOpened(undefined)} />}
    </>
  );
}

function Basis({ shown }: { shown: ErasureShown }) {
  return (
    <span className="fine below">
      {shown.basis}
      {!shown.basisRead && <b className="unread"> 依据未核验</b>}
    </span>
  );
}

function OneErasure({ id, who, onClose }: { id: string; who: Who; onClose: () => void }) {
  const found = useErasure(id);
  const order = found.data;
  return (
    <Sheet open title="销毁或者依法删除" place="side" onClose={onClose}>
      <ProblemNotice error={found.error} onRetry={() => found.refetch()} />
      {!order ? (
        <Skeleton active />
      ) : (
        <>
          <p>
            <b>{order.groundLabel}</b>
            <Basis shown={order} />
          </p>
          <p>{order.reasons}</p>
          <p className="fine">
            {order.proposedBy} {momentText(order.proposedAt)} 提出
            {order.decidedBy &&
              order.decidedAt &&
              ` · ${order.decidedBy} ${momentText(order.decidedAt)} 决定`}
          </p>
          <h3>涉及 {order.cases} 个办件</h3>
          <ul className="listed">
            {order.listed.map(({ caseNo, versions, done }) => (
              <li key={caseNo}>
                <Link to={`/cases/${caseNo}`} className="number">
                  {caseNo}
                </Link>
                {versions ? `，第 ${versions.join('、')} 条` : '，全部内容'}
                {done && <span className="fine">（已删除）</span>}
              </li>
            ))}
          </ul>
          {order.status === 'proposed' && mayDecideErasure(who) && <Decision id={id} onDone={onClose} />}
        </>
      )}
    </Sheet>
  );
}

function Decision({ id, onDone }: { id: string; onDone: () => void }) {
  const deciding = useDecidingErasure();
  const [reasons, setReasons] = useState('');
  const [isSure, setSure] = useState(false);
  const decide = (outcome: 'approve' | 'refuse') =>
    deciding.mutate({ id, outcome, reasons }, { onSuccess: onDone });
  return (
    <form onSubmit={(event) => event.preventDefault()} aria-label="决定">
      <FieldFrame id="decision-reasons" label="决定的理由" required>
        <Input.TextArea
          id="decision-reasons"
          rows={3}
          value={reasons}
          onChange={({ target }) => setReasons(target.value)}
        />
      </FieldFrame>
      <p className="sure">
        <label>
          <input type="checkbox" checked={isSure} onChange={({ target }) => setSure(target.checked)} />{' '}
          我知道：批准以后，办件中的文字、姓名和文件立即删除，<b>不能恢复</b>。散列值、编号、日期和统计保留。
        </label>
      </p>
      <ProblemNotice error={deciding.error} />
      <p className="row">
        <Button
          danger
          type="primary"
          loading={deciding.isPending}
          disabled={!isSure || reasons.trim() === ''}
          onClick={() => decide('approve')}
        >
          批准删除
        </Button>
        <Button
          loading={deciding.isPending}
          disabled={reasons.trim() === ''}
          onClick={() => decide('refuse')}
        >
          不予批准
        </Button>
      </p>
    </form>
  );
}
