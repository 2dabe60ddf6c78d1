import { Alert, Button } from 'antd';
import { hasEnded, Refused } from '../server-answers/request.ts';

/** Why something did not happen, what would be needed, on what basis, and how to go on. Nothing when there is no error. */
export function ProblemNotice({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  if (!error) return null;
  const retry = onRetry && (
    <Button size="small" onClick={onRetry}>
      重试
    </Button>
  );
  if (!(error instanceof Refused)) {
    return (
      <Alert
        type="error"
        showIcon
        role="alert"
        title="页面出了差错"
        description={error instanceof Error ? error.message : undefined}
        action={retry}
      />
    );
  }
  if (hasEnded(error.problem)) {
    return (
      <Alert
        type="warning"
        showIcon
        role="alert"
        title="登录已失效，还没有提交"
        description="重新登录后请再提交一次，填写的内容还在。"
      />
    );
  }
  const { title, detail, needed, basis, requestId, status, errors } = error.problem;
  // Errors with a place are said at their place.
  const isPlaced = errors !== undefined && errors.length > 0;
  return (
    <Alert
      type={status === 409 || status === 412 ? 'warning' : 'error'}
      showIcon
      role="alert"
      title={title}
      action={retry}
      description={
        <>
          {detail && !isPlaced && <p>{detail}</p>}
          {isPlaced && <p>请看各项下面的说明；您填写的内容都还在。</p>}
          {status === 412 && <p>这里已经换成最新的进展，您填写的内容还在。请看过以后再决定是否继续。</p>}
          {needed && status !== 412 && <p>怎样才可以：{needed}</p>}
          {basis && <p className="fine">依据：{basis}</p>}
          {status >= 500 && requestId && <p className="fine">差错编号 {requestId}</p>}
        </>
      }
    />
  );
}
