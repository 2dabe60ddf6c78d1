/** Files on their way up: progress, what was refused and why, and what has arrived. */
import { Button, Progress } from 'antd';
import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { uploadDocument, useDocument } from '../server-answers/documents.ts';
import { Refused } from '../server-answers/request.ts';

/** Others may have arrived since the file was chosen: what there is then is changed, not what there was. */
export type ChangeOfIds = (before: readonly string[]) => string[];

interface DocumentUploadProps {
  id: string;
  documentIds: readonly string[];
  onChange: (change: ChangeOfIds) => void;
  /** Several scans of one material. */
  multiple?: boolean;
  label?: string;
}

interface Running {
  name: string;
  percent: number;
}

const acceptedTypes = '.pdf,.ofd,.jpg,.jpeg,.png,.docx,.xlsx';

export function DocumentUpload({
  id,
  documentIds,
  onChange,
  multiple = false,
  label = '选择文件',
}: DocumentUploadProps) {
  const field = useRef<HTMLInputElement>(null);
  const latest = useRef(onChange);
  latest.current = onChange;
  const [running, setRunning] = useState<Running>();
  const [refused, setRefused] = useState<string[]>([]);

  /** One after the other: the order of pages is the order in which they were chosen. */
  async function send(files: File[]) {
    setRefused([]);
    for (const file of files) {
      setRunning({ name: file.name, percent: 0 });
      try {
        const { id: uploaded } = await uploadDocument(file, (percent) =>
          setRunning({ name: file.name, percent }),
        );
        // Drawn at once, so that the next one to arrive meets this one already in place.
        flushSync(() => latest.current((before) => (multiple ? [...before, uploaded] : [uploaded])));
      } catch (error) {
        const why =
          error instanceof Refused ? (error.problem.detail ?? error.problem.title) : '没有传上去，请重试。';
        setRefused((before) => [...before, `${file.name}：${why}`]);
      }
    }
    setRunning(undefined);
    if (field.current) field.current.value = '';
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a comfort for mice; the button beside it does the same
    <div
      className="upload"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        void send([...event.dataTransfer.files]);
      }}
    >
      {documentIds.map((document) => (
        <Arrived
          key={document}
          id={document}
          onRemove={() => onChange((before) => before.filter((one) => one !== document))}
        />
      ))}
      <input
        ref={field}
        id={id}
        className="file-field unseen"
        type="file"
        accept={acceptedTypes}
        multiple={multiple}
        disabled={running !== undefined}
        aria-label={label}
        onChange={({ target }) => send([...(target.files ?? [])])}
      />
      <label htmlFor={id} className="file-button" aria-hidden="true">
        {documentIds.length > 0 ? (multiple ? '再加文件' : '换一个文件') : '选择文件'}
      </label>
      <span className="fine">或拖到这里</span>
      {running && (
        <p role="status" className="running">
          {running.name}{' '}
          <Progress percent={running.percent} size="small" aria-label={`${running.name} 上传进度`} />
        </p>
      )}
      {refused.map((why) => (
        <p className="field-error" role="alert" key={why}>
          {why}
        </p>
      ))}
    </div>
  );
}

function Arrived({ id, onRemove }: { id: string; onRemove: () => void }) {
  const { data } = useDocument(id);
  return (
    <p className="arrived">
      <span className="given">✓ {data?.name ?? '已上传'}</span>
      <Button size="small" onClick={onRemove} aria-label={`移除 ${data?.name ?? '文件'}`}>
        移除
      </Button>
    </p>
  );
}
