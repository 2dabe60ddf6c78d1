import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { ProblemNotice } from '../pieces/problem-notice.tsx';
import { useSigningIn, type Who } from '../server-answers/session.ts';

/** A username given from outside is that of the person who was signed in: only she goes on here. */
export function SignInForm({ onDone }: { onDone?: (who: Who) => void }) {
  const signIn = useSigningIn();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const entered = new FormData(event.currentTarget);
    setBusy(true);
    setError(undefined);
    try {
      const who = await signIn(String(entered.get('username')).trim(), String(entered.get('password')));
      onDone?.(who);
    } catch (fault) {
      setError(fault);
    } finally {
      setBusy(false);
    }
  }

  return (
    <form className="sign-in-form" onSubmit={submit}>
      <label htmlFor="username">用户名</label>
      <Input id="username" name="username" autoComplete="username" required autoFocus size="large" />
      <label htmlFor="password">密码</label>
      <Input
        id="password"
        name="password"
        type="password"
        autoComplete="current-password"
        required
        size="large"
      />
      <ProblemNotice error={error} />
      <Button type="primary" htmlType="submit" size="large" block loading={busy}>
        登录
      </Button>
    </form>
  );
}
