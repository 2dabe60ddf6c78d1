import { Button } from 'antd';
import type { ReactNode } from 'react';

interface MoreRowsProps {
  list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
  /** How much is there already: “已载入 50 件”. */
  children: ReactNode;
}

/** Below a list that goes on: the next page of it, for whoever asks. */
export function MoreRows({ list, children }: MoreRowsProps) {
  if (!list.hasNextPage) return null;
  return (
    <p className="more no-print">
      <Button onClick={() => list.fetchNextPage()} loading={list.isFetchingNextPage}>
        再载入一些（{children}）
      </Button>
    </p>
  );
}
