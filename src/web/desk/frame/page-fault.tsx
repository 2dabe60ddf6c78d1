import { Button } from 'antd';
import { Link, useRouteError } from 'react-router';

/** Nothing is here, or a page of the desk broke: what happened and how to go on. */
export function PageFault({ notFound = false }: { notFound?: boolean }) {
  const error = useRouteError();
  return (
    <main className="quiet-page">
      <h1>{notFound ? '没有这个页面' : '页面出了差错'}</h1>
      <p>
        {notFound
          ? '网址可能不完整。请从待办或者办件查询进入。'
          : '已经提交的内容不受影响。请重新载入；仍有问题时，请把下面的文字告诉系统管理员。'}
      </p>
      {error instanceof Error && !notFound && <p className="fine">{error.message}</p>}
      <p className="row">
        {!notFound && (
          <Button type="primary" onClick={() => window.location.reload()}>
            重新载入
          </Button>
        )}
        <Link to="/">回到待办</Link>
      </p>
    </main>
  );
}
