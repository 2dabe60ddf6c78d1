import { Button } from 'antd';
import { useSigningOut, type Who } from '../server-answers/session.ts';

export function NotForApplicants({ who }: { who: Who }) {
  const signOut = useSigningOut();
  return (
    <main className="quiet-page">
      <h1>工作台供工作人员使用</h1>
      <p>您以“{who.name}”登录，这是申请人账号。办事和查进度请到办事大厅首页。</p>
      <p className="row">
        <a href="/">到办事大厅首页</a>
        <Button onClick={signOut}>换一个账号登录</Button>
      </p>
    </main>
  );
}
