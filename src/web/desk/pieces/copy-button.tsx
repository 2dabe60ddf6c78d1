import { Button } from 'antd';
import { useState } from 'react';

export function CopyButton({ text, what }: { text: string; what: string }) {
  const [outcome, setOutcome] = useState('');
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('已复制');
    } catch {
      setOutcome('浏览器不允许复制，请选中后按 Ctrl+C');
    }
  }
  return (
    <>
      <Button size="small" onClick={copy}>
        复制{what}
      </Button>{' '}
      <span role="status" className="fine">
        {outcome}
      </span>
    </>
  );
}
