import { Navigate } from 'react-router';
import { useSession } from '../server-answers/session.ts';
import { WorklistPage } from '../worklist/worklist-page.tsx';
import { onlyWatches } from './permitted.ts';

export function HomePage() {
  const { data: who } = useSession();
  return who && onlyWatches(who) ? <Navigate to="/deadlines" replace /> : <WorklistPage />;
}
