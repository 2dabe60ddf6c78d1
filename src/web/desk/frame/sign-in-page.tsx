import { useDemonstration } from '../server-answers/catalogue.ts';
import { SignInForm } from './sign-in-form.tsx';

const demonstrationAccounts = [
  ['clerk', '窗口人员'],
  ['reviewer', '审查人员'],
  ['approver', '审批人员'],
  ['head', '部门负责人'],
  ['issuer', '出证人员'],
  ['supervisor', '电子监察员'],
];

export function SignInPage() {
  const { data: demonstration } = useDemonstration();
  return (
    <div className="sign-in">
      <main>
        <p className="brand large">
          明窗<span>工作台</span>
        </p>
        <h1>工作人员登录</h1>
        <SignInForm />
        {demonstration && (
          <section className="demonstration" aria-label="演示账号">
            <p>演示账号，密码都是 mingchuang：</p>
            <ul>
              {demonstrationAccounts.map(([name, role]) => (
                <li key={name}>
                  <code>{name}</code> {role}
                </li>
              ))}
            </ul>
          </section>
        )}
        <p className="fine elsewhere">
          群众和企业办事请到<a href="/">办事大厅首页</a>。
        </p>
      </main>
    </div>
  );
}
