/** The document around every page: language, style, skip link, one `main`. */
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { keepWhole } from './whole-words.ts';

export interface ShellProps {
  title: string;
  siteName: string;
  large: boolean;
  stylesheet: string;
  script?: string;
  head: ReactNode;
  foot: ReactNode;
  children: ReactNode;
}

export function renderShell(props: ShellProps): string {
  return `<!doctype html>${keepWhole(renderToStaticMarkup(<Shell {...props} />))}`;
}

function Shell({ title, siteName, large, stylesheet, script, head, foot, children }: ShellProps) {
  return (
    <html lang="zh-CN" className={large ? 'large' : undefined}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="theme-color" content="#0a5fb4" />
        <title>{title === siteName ? title : `${title} · ${siteName}`}</title>
        <link rel="stylesheet" href={stylesheet} />
        {script && <script src={script} defer />}
      </head>
      <body>
        <a className="skip" href="#main">
          跳到正文
        </a>
        {head}
        <main id="main" tabIndex={-1}>
          {children}
        </main>
        {foot}
      </body>
    </html>
  );
}
