import { useDocument } from '../server-answers/documents.ts';

interface DocumentLineProps {
  id: string;
  remark: string;
  isShown: boolean;
  onShow: () => void;
}

export function DocumentLine({ id, remark, isShown, onShow }: DocumentLineProps) {
  const { data, isError } = useDocument(id);
  return (
    <button type="button" className="document-line" aria-pressed={isShown} onClick={onShow}>
      <span>{data?.name ?? (isError ? '（无权查看这份文件）' : '…')}</span>
      <span className="fine">{remark}</span>
    </button>
  );
}
