import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { ProblemNotice } from '../pieces/problem-notice.tsx';
import { useListingTransfer, useProposingErasure } from '../server-answers/archive.ts';
import { FieldFrame } from '../step-form/field-frame.tsx';

/** What becomes of the chosen ones: handed over, or proposed for destruction. */
export function ChosenCases({ caseNos, onDone }: { caseNos: string[]; onDone: () => void }) {
  const listing = useListingTransfer();
  const proposing = useProposingErasure();
  const [receiver, setReceiver] = useState('');
  const [reasons, setReasons] = useState('');

  function list(event: FormEvent) {
    event.preventDefault();
    listing.mutate({ receiver, caseNos }, { onSuccess: onDone });
  }
  function propose(event: FormEvent) {
    event.preventDefault();
    const cases = caseNos.map((caseNo) => ({ caseNo }));
    proposing.mutate({ ground: 'retention-ended', reasons, cases }, { onSuccess: onDone });
  }

  return (
    <section className="chosen" aria-label="选中的档案">
      <h2>选中 {caseNos.length} 件</h2>
      <form className="absence-form" onSubmit={list} aria-label="列入移交清单">
        <FieldFrame id="receiver" label="接收单位" required>
          <Input id="receiver" value={receiver} onChange={({ target }) => setReceiver(target.value)} />
        </FieldFrame>
        <p className="row">
          <Button htmlType="submit" loading={listing.isPending} disabled={receiver.trim().length < 2}>
            编制移交清单
          </Button>
        </p>
        <ProblemNotice error={listing.error} />
      </form>
      <form className="absence-form" onSubmit={propose} aria-label="提出销毁">
        <FieldFrame
          id="appraisal"
          label="鉴定意见"
          required
          description="只有保管期限届满的可以提出销毁（档案法实施条例第二十四条）。由领导决定；批准以后内容立即删除，不能恢复。"
        >
          <Input.TextArea
            id="appraisal"
            rows={2}
            value={reasons}
            onChange={({ target }) => setReasons(target.value)}
          />
        </FieldFrame>
        <p className="row">
          <Button danger htmlType="submit" loading={proposing.isPending} disabled={reasons.trim() === ''}>
            提出销毁
          </Button>
        </p>
        <ProblemNotice error={proposing.error} />
      </form>
    </section>
  );
}
