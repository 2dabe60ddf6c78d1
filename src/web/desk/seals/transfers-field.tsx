/** Whose powers a document transferred to the seal's authority: which document, from when. */
import { Button, Input } from 'antd';
import { ChoiceBox } from '../pieces/choice-box.tsx';
import type { SealApplication } from '../server-answers/seals.ts';
import { FieldFrame } from '../step-form/field-frame.tsx';
import { type Errors, idOfPointer } from '../step-form/schema.ts';
import { useAuthorities } from './authorities.ts';

type Transfer = NonNullable<SealApplication['transfers']>[number];

interface TransfersFieldProps {
  /** Whose seal it is: it needs no transfer. */
  authority: string;
  transfers: Transfer[];
  errors: Errors;
  onChange: (transfers: Transfer[]) => void;
}

const blank: Transfer = { authority: '', docNo: '', title: '', from: '' };

export function TransfersField({ authority, transfers, errors, onChange }: TransfersFieldProps) {
  const others = useAuthorities().filter(([id]) => id !== authority);
  const put = (at: number, part: Partial<Transfer>) =>
    onChange(transfers.map((transfer, index) => (index === at ? { ...transfer, ...part } : transfer)));
  return (
    <FieldFrame group id={idOfPointer('/transfers')} label="代表的其他机关" error={errors['/transfers']}>
      <ol className="list-field">
        {transfers.map((transfer, at) => (
          <li key={at}>
            <div className="list-row transfer-row">
              <Row at={at} name="authority" label="划出审批权的机关" errors={errors}>
                <ChoiceBox
                  id={idOf(at, 'authority')}
                  value={transfer.authority}
                  choices={others}
                  nothing="请选择"
                  onChange={(chosen) => put(at, { authority: chosen })}
                />
              </Row>
              {(['docNo', 'title', 'from'] as const).map((name) => (
                <Row key={name} at={at} name={name} label={labels[name]} errors={errors}>
                  <Input
                    id={idOf(at, name)}
                    type={name === 'from' ? 'date' : 'text'}
                    value={transfer[name]}
                    onChange={({ target }) => put(at, { [name]: target.value })}
                  />
                </Row>
              ))}
            </div>
            <Button
              size="small"
              aria-label={`删去第 ${at + 1} 个机关`}
              onClick={() => onChange(transfers.filter((_transfer, index) => index !== at))}
            >
              删去
            </Button>
          </li>
        ))}
      </ol>
      <Button size="small" onClick={() => onChange([...transfers, blank])}>
        ＋ 再加一个机关
      </Button>
    </FieldFrame>
  );
}

const labels = { docNo: '文件的文号', title: '文件名称', from: '自哪一天起' };
const idOf = (at: number, name: string) => idOfPointer(`/transfers/${at}/${name}`);

interface RowProps {
  at: number;
  name: string;
  label: string;
  errors: Errors;
  children: React.ReactNode;
}

function Row({ at, name, label, errors, children }: RowProps) {
  return (
    <FieldFrame id={idOf(at, name)} label={label} required error={errors[`/transfers/${at}/${name}`]}>
      {children}
    </FieldFrame>
  );
}
