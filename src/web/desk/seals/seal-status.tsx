/** Where a seal stands: never by colour alone, it has a shape and a word. */
import type { SealListItem } from '../server-answers/seals.ts';

const shapes: Record<string, string> = {
  applied: '○',
  declined: '×',
  made: '◐',
  'in-use': '●',
  'out-of-use': '‖',
  annulled: '■',
};

export function SealStatus({ seal }: { seal: Pick<SealListItem, 'status' | 'statusLabel' | 'isExpired'> }) {
  const isOver = seal.isExpired && seal.status === 'in-use';
  return (
    <span className={`seal-status ${isOver ? 'expired' : seal.status}`}>
      <span aria-hidden="true">{isOver ? '▲' : shapes[seal.status]}</span>{' '}
      {isOver ? '使用中，已过有效期' : seal.statusLabel}
    </span>
  );
}
