/** Somebody with a browser that runs no scripts: follows links, sends forms with their token, keeps cookies. */
import type { FastifyInstance } from 'fastify';

export interface SeenPage {
  status: number;
  location: string;
  html: string;
  /** What is read: without tags. */
  text: string;
}

export interface PageVisitor {
  get(path: string): Promise<SeenPage>;
  post(
    path: string,
    fields: Record<string, string | string[]>,
    forged?: { token: string },
  ): Promise<SeenPage>;
  /** The page a form was answered with: one that was refused is shown again at an address of its own. */
  follow(answer: SeenPage): Promise<SeenPage>;
  upload(
    path: string,
    files: Record<string, { name: string; content: string }>,
    fields?: Record<string, string | string[]>,
    forged?: { token: string },
  ): Promise<SeenPage>;
}

export async function visitPages(app: FastifyInstance, username?: string): Promise<PageVisitor> {
  const cookies = new Map<string, string>();
  let token = '';

  async function send(
    method: 'GET' | 'POST',
    url: string,
    type?: string,
    payload?: string,
  ): Promise<SeenPage> {
    const answer = await app.inject({
      method,
      url,
      headers: {
        accept: 'text/html',
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(type && { 'content-type': type }),
      },
      ...(payload !== undefined && { payload }),
    });
    for (const { name, value } of answer.cookies) cookies.set(name, value);
    const html = answer.body;
    token = /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? token;
    return {
      status: answer.statusCode,
      location: String(answer.headers.location ?? ''),
      html,
      text: html.replaceAll(/<[^>]+>/g, ''),
    };
  }

  const visitor: PageVisitor = {
    get: (path) => send('GET', path),
    post(path, fields, forged) {
      const body = new URLSearchParams({ _csrf: forged?.token ?? token });
      for (const [name, value] of Object.entries(fields)) {
        for (const one of [value].flat()) body.append(name, one);
      }
      return send('POST', path, 'application/x-www-form-urlencoded', body.toString());
    },
    follow: ({ location }) => visitor.get(location),
    async upload(path, files, fields = {}, forged) {
      const form = new FormData();
      form.append('_csrf', forged?.token ?? token);
      for (const [name, value] of Object.entries(fields)) {
        for (const one of [value].flat()) form.append(name, one);
      }
      for (const [name, { name: fileName, content }] of Object.entries(files)) {
        form.append(name, new Blob([content]), fileName);
      }
      const whole = new Response(form);
      const type = whole.headers.get('content-type') ?? '';
      return send('POST', path, type, await whole.text());
    },
  };
  if (username) {
    await visitor.post('/sign-in', { username, password: 'mingchuang' });
    await visitor.get('/');
  }
  return visitor;
}
