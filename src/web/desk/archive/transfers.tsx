import { Button, Input, Skeleton } from 'antd';
import { type FormEvent, useState } from 'react';
import { ProblemNotice } from '../pieces/problem-notice.tsx';
import { Sheet } from '../pieces/sheet.tsx';
import { type TransferShown, useHandingOver, useTransfers } from '../server-answers/archive.ts';
import { FieldFrame } from '../step-form/field-frame.tsx';
import { fullDay, momentText } from '../words/days.ts';

export function Transfers({ keeps }: { keeps: boolean }) {
  const transfers = useTransfers();
  const [handing, setHanding] = useState<TransferShown>();
  const items = transfers.data?.items ?? [];
  return (
    <>
      <ProblemNotice error={transfers.error} onRetry={() => transfers.refetch()} />
      {transfers.isPending && <Skeleton active />}
      {transfers.data && items.length === 0 && (
        <p className="nothing">还没有移交清单。请在归档目录里选中办件，再编制清单。</p>
      )}
      {items.length > 0 && (
        <table className="rows">
          <thead>
            <tr>
              <th scope="col">清单</th>
              <th scope="col">件数</th>
              <th scope="col">编制</th>
              <th scope="col">移交</th>
              <th scope="col">
                <span className="unseen">操作</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map((one) => (
              <tr key={one.id}>
                <td>
                  {one.receiver}
                  <span className="fine below">
                    <span className="number">{one.id}</span> ·{' '}
                    <a href={`/api/v1/transfers/${one.id}/list`} target="_blank" rel="noreferrer">
                      打印
                    </a>{' '}
                    · <a href={`/api/v1/transfers/${one.id}/list.xlsx`}>xlsx</a>
                  </span>
                </td>
                <td>{one.cases} 件</td>
                <td className="since">
                  {momentText(one.madeAt)}
                  <span className="fine below">{one.madeBy}</span>
                </td>
                <td className="since">
                  {one.handedOverOn ? (
                    fullDay(one.handedOverOn)
                  ) : (
                    <span className="light warning">▲ 待移交</span>
                  )}
                  {one.takenBy && <span className="fine below">接收人 {one.takenBy}</span>}
                </td>
                <td>
                  {keeps && !one.handedOverOn && (
                    <Button size="small" onClick={() => setHanding(one)}>
                      登记移交
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {handing && <HandingOver transfer={handing} onClose={() => setHanding(undefined)} />}
    </>
  );
}

function HandingOver({ transfer, onClose }: { transfer: TransferShown; onClose: () => void }) {
  const handingOver = useHandingOver();
  const [on, setOn] = useState('');
  const [takenBy, setTakenBy] = useState('');

  function submit(event: FormEvent) {
    event.preventDefault();
    handingOver.mutate({ id: transfer.id, on, takenBy }, { onSuccess: onClose });
  }

  return (
    <Sheet open title={`登记移交：${transfer.receiver}`} place="middle" onClose={onClose}>
      <form onSubmit={submit}>
        <FieldFrame id="handed-on" label="移交日期" required>
          <Input id="handed-on" type="date" value={on} onChange={({ target }) => setOn(target.value)} />
        </FieldFrame>
        <FieldFrame id="taken-by" label="接收人" required>
          <Input id="taken-by" value={takenBy} onChange={({ target }) => setTakenBy(target.value)} />
        </FieldFrame>
        <ProblemNotice error={handingOver.error} />
        <p className="row">
          <Button
            type="primary"
            htmlType="submit"
            loading={handingOver.isPending}
            disabled={on === '' || takenBy.trim() === ''}
          >
            登记
          </Button>
        </p>
      </form>
    </Sheet>
  );
}
