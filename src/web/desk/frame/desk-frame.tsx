/** What is around every page: who I am, where I can go, the keys, and signing in again where I was. */
import { Skeleton } from 'antd';
import { Suspense, useEffect, useRef, useState } from 'react';
import { Outlet, ScrollRestoration, useLocation, useNavigate, useNavigation } from 'react-router';
import { ProblemNotice } from '../pieces/problem-notice.tsx';
import { onSessionEnded } from '../server-answers/request.ts';
import { useSession, type Who } from '../server-answers/session.ts';
import { useKeys } from './keys.ts';
import { KeysHelp } from './keys-help.tsx';
import { NotForApplicants } from './not-for-applicants.tsx';
import { SideBar } from './side-bar.tsx';
import { SignInAgain } from './sign-in-again.tsx';
import { SignInPage } from './sign-in-page.tsx';

export function DeskFrame() {
  const session = useSession();
  if (session.isPending) return <Skeleton className="quiet-page" active />;
  if (session.isError) {
    return (
      <main className="quiet-page">
        <h1>明窗工作台</h1>
        <ProblemNotice error={session.error} onRetry={() => session.refetch()} />
      </main>
    );
  }
  if (!session.data) return <SignInPage />;
  if (session.data.kind === 'applicant') return <NotForApplicants who={session.data} />;
  return <SignedInFrame who={session.data} />;
}

function SignedInFrame({ who }: { who: Who }) {
  const [ended, setEnded] = useState(false);
  const [showsKeys, setShowsKeys] = useState(false);
  const navigate = useNavigate();
  const { state } = useNavigation();
  useFocusOnArrival();
  useEffect(() => onSessionEnded(() => setEnded(true)), []);
  useKeys({
    '?': () => setShowsKeys(true),
    '/': () => {
      const field = document.querySelector<HTMLInputElement>('[data-search]');
      if (field) field.focus();
      else navigate('/cases?focus=1');
    },
    g: () => navigate('/'),
  });
  return (
    <div className="frame">
      <a className="skip" href="#content">
        跳到正文
      </a>
      <SideBar who={who} onKeys={() => setShowsKeys(true)} />
      <main id="content" tabIndex={-1} aria-busy={state === 'loading'}>
        <Suspense fallback={<Skeleton active />}>
          <Outlet />
        </Suspense>
      </main>
      <ScrollRestoration />
      <KeysHelp open={showsKeys} onClose={() => setShowsKeys(false)} />
      <SignInAgain who={who} open={ended} onDone={() => setEnded(false)} />
    </div>
  );
}

/** A new page begins at its beginning for the keyboard, too, as a page loaded from the server would. */
function useFocusOnArrival(): void {
  const { pathname } = useLocation();
  const before = useRef(pathname);
  useEffect(() => {
    const content = document.getElementById('content');
    // A page that has already put the focus somewhere knows better.
    const isInside = content?.contains(document.activeElement) === true;
    if (before.current !== pathname && !isInside) content?.focus({ preventScroll: true });
    before.current = pathname;
  }, [pathname]);
}
