import { Switch } from 'antd';
import { useState } from 'react';
import { Sheet } from '../pieces/sheet.tsx';
import { keysAreOn, switchKeys } from './keys.ts';

const keys: [string, [string, string][]][] = [
  [
    '到处',
    [
      ['/', '搜索'],
      ['g', '回到待办'],
      ['?', '这张表'],
    ],
  ],
  [
    '列表',
    [
      ['j', '下一件'],
      ['k', '上一件'],
      ['Enter', '打开'],
    ],
  ],
  [
    '办件',
    [
      ['1 … 9', '打开第几个可办的步骤'],
      ['Ctrl + Enter', '提交正在填写的步骤'],
      ['Esc', '收起步骤（填写的内容保留）'],
      ['m', '看下一份材料'],
      ['t', '看进展与时限'],
      ['f', '看流程图'],
      ['n', '下一件待办'],
    ],
  ],
];

export function KeysHelp({ open, onClose }: { open: boolean; onClose: () => void }) {
  const [on, setOn] = useState(keysAreOn);
  return (
    <Sheet open={open} onClose={onClose} title="快捷键" place="side">
      {keys.map(([title, rows]) => (
        <section key={title} className="keys">
          <h3>{title}</h3>
          <dl>
            {rows.map(([key, meaning]) => (
              <div key={key}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{meaning}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <p className="row">
        <Switch
          id="keys-on"
          checked={on}
          onChange={(next) => {
            switchKeys(next);
            setOn(next);
          }}
        />
        <label htmlFor="keys-on">启用单键快捷键</label>
      </p>
    </Sheet>
  );
}
