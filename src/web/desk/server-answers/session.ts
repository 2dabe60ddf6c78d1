import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Post } from '../../../kernel/actor.ts';
import { Refused, rememberForgeryToken, request } from './request.ts';

export interface Who {
  id: string;
  name: string;
  kind: 'applicant' | 'staff';
  posts: Post[];
}

interface SessionAnswer {
  expiresAt: string;
  csrfToken?: string;
  actor: Who;
}

const path = '/api/v1/sessions';
const key = ['session'];

/** Who is signed in; null for nobody. */
export function useSession() {
  return useQuery({ queryKey: key, queryFn: findSession, staleTime: 60_000, retry: false });
}

export function useSigningIn() {
  const queries = useQueryClient();
  return async (username: string, password: string): Promise<Who> => {
    const answer = await request<SessionAnswer>(path, {
      method: 'POST',
      body: { username, password, carrier: 'cookie' },
    });
    queries.setQueryData(key, remembered(answer));
    return answer.actor;
  };
}

export function useSigningOut() {
  return async () => {
    await request(`${path}/current`, { method: 'DELETE' }).catch(() => undefined);
    rememberForgeryToken(undefined);
    // A fresh page: nothing the last person saw stays in memory.
    window.location.assign('/desk/');
  };
}

async function findSession(): Promise<Who | null> {
  try {
    return remembered(await request<SessionAnswer>(`${path}/current`));
  } catch (error) {
    if (error instanceof Refused && error.problem.status === 401) return null;
    throw error;
  }
}

function remembered({ csrfToken, actor }: SessionAnswer): Who {
  rememberForgeryToken(csrfToken);
  return actor;
}
