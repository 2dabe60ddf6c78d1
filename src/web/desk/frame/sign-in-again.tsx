import { Sheet } from '../pieces/sheet.tsx';
import type { Who } from '../server-answers/session.ts';
import { SignInForm } from './sign-in-form.tsx';

/** The session ended while somebody was working: the page stays as it is underneath, with all that was typed. */
export function SignInAgain({ who, open, onDone }: { who: Who; open: boolean; onDone: () => void }) {
  function goOn(next: Who) {
    // Another person must not see what the first one had on the screen.
    if (next.id === who.id) onDone();
    else window.location.assign('/desk/');
  }
  return (
    <Sheet open={open} title="登录已失效，请重新登录" place="middle">
      <p>您填写的内容还在。登录后从原处继续。</p>
      <SignInForm onDone={goOn} />
    </Sheet>
  );
}
