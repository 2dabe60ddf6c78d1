/** The holder shows her code, the clerk scans it: that is the consent to take this certificate instead of paper. */
import { Button, Input } from 'antd';
import { type KeyboardEvent, useState } from 'react';
import { type Consent, useConsent } from '../server-answers/licences.ts';
import { Refused } from '../server-answers/request.ts';
import { describedBy, FieldFrame } from '../step-form/field-frame.tsx';

interface ConsentScanProps {
  id: string;
  /** Says why it cannot be taken here, if it cannot. */
  onTaken: (consent: Consent) => string | undefined;
}

const description =
  '请持证人在手机上打开“我的证照”，点“亮证”，再用扫码枪扫描；扫到的内容会自动填在这里。二维码两分钟有效。';

export function ConsentScan({ id, onTaken }: ConsentScanProps) {
  const [scanned, setScanned] = useState('');
  const [said, setSaid] = useState<{ error?: string; done?: string }>({});
  const consenting = useConsent();
  function take() {
    if (scanned.trim() === '') return setSaid({ error: '请扫描持证人手机上的二维码。' });
    if (consenting.isPending) return;
    consenting.mutate(scanned.trim(), {
      onSuccess(consent) {
        const error = onTaken(consent);
        setScanned('');
        setSaid(error ? { error } : { done: `已取用${consent.licence.name} ${consent.licence.number}` });
      },
      onError: (error) => setSaid({ error: whyNot(error) }),
    });
  }
  /** A scanner ends what it read with Enter; the form around is not meant. */
  function press(event: KeyboardEvent) {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    take();
  }
  return (
    <div className="consent-scan">
      <FieldFrame id={id} label="用电子证照代替材料" description={description} error={said.error}>
        <span className="scan-row">
          <Input
            id={id}
            value={scanned}
            autoComplete="off"
            maxLength={500}
            placeholder="点这里，再扫码"
            aria-describedby={describedBy(id, { description, error: said.error })}
            onChange={({ target }) => setScanned(target.value)}
            onKeyDown={press}
          />
          <Button onClick={take} loading={consenting.isPending}>
            取用
          </Button>
        </span>
      </FieldFrame>
      {said.done && (
        <p className="given" role="status">
          ✓ {said.done}
        </p>
      )}
    </div>
  );
}

function whyNot(error: unknown): string {
  if (!(error instanceof Refused)) return '没有取用成功，请重试。';
  const { errors, detail, title } = error.problem;
  return errors?.[0]?.message ?? detail ?? title;
}
