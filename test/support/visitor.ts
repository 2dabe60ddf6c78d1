/** A person at a browser of her own: what she sees is examined and, when SCREENSHOTS names a folder, kept as pictures. */
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { startBrowser } from './browser.ts';
import { type ListeningDemonstration, listenAsDemonstration } from './listening-demonstration.ts';

export interface Visitor {
  page: Page;
  /** Nothing for axe to find, nothing that scrolls sideways, nothing dead: what waits for a script stays hidden without one. The name is that of the pictures. */
  look(name: string): Promise<void>;
}

export interface VisitOptions {
  width?: number;
  /** False: as in a browser that runs no scripts. */
  scripts?: boolean;
}

export interface Hall {
  demonstration: ListeningDemonstration;
  /** Somebody who has not signed in. */
  visit(options?: VisitOptions): Promise<Visitor>;
  /** A member of staff at the desk's first page. */
  atDesk(username: string): Promise<Visitor>;
  /** What everybody has on the screen; for a test that failed. */
  keepPictures(name: string): Promise<void>;
  close(): Promise<void>;
}

export const password = 'mingchuang';
const patience = 15_000;

/** One server and one browser; faults that pages reported on their own fail the closing. */
export async function openHall(now: string): Promise<Hall> {
  const [demonstration, browser] = await Promise.all([listenAsDemonstration(now), startBrowser()]);
  const faults: string[] = [];
  const pages: Page[] = [];
  const examiner = await browser.newContext({ bypassCSP: true });

  const visit = async ({ width = 1440, scripts = true }: VisitOptions = {}): Promise<Visitor> => {
    const context = await openContext(browser, demonstration.address, width, scripts);
    const page = await context.newPage();
    hearFaults(page, faults);
    pages.push(page);
    return {
      page,
      look: async (name) => {
        await settle(page);
        const found = await (scripts ? findFaults(page) : findFaultsInCopy(page, examiner));
        expect.soft(found, `${name}: ${page.url()}`).toEqual([]);
        expect.soft(await sidewaysScroll(page), `${name} scrolls sideways`).toBe(0);
        expect
          .soft(await page.locator('[hidden]:visible').allInnerTexts(), `${name} shows what is hidden`)
          .toEqual([]);
        await keepPictures(page, name);
      },
    };
  };
  return {
    demonstration,
    visit,
    async atDesk(username) {
      const visitor = await visit();
      const { page } = visitor;
      await page.goto('/desk/');
      await page.getByLabel('用户名').fill(username);
      await page.getByLabel('密码').fill(password);
      await page.getByRole('button', { name: '登录' }).click();
      await page.getByRole('heading', { name: /^(待办|时限监察)$/, level: 1 }).waitFor();
      return visitor;
    },
    async keepPictures(name) {
      for (const [at, page] of pages.entries()) await keepPictures(page, `failed-${name}-${at}`);
    },
    async close() {
      await browser.close();
      await demonstration.close();
      expect(faults).toEqual([]);
    },
  };
}

async function openContext(browser: Browser, baseURL: string, width: number, scripts: boolean) {
  const context = await browser.newContext({
    baseURL,
    javaScriptEnabled: scripts,
    viewport: { width, height: 900 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(patience);
  return context;
}

/** Errors nobody caught and what the content policy refused. Answers the server gave on purpose are not faults. */
function hearFaults(page: Page, faults: string[]): void {
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && !text.startsWith('Failed to load resource'))
      faults.push(`${page.url()}: ${text}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 500) faults.push(`${response.status()} ${response.url()}`);
  });
}

/** Half-faded words have too little contrast: movements of an end are waited for. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const passing = document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    await Promise.all(passing.map((animation) => animation.finished.catch(() => undefined)));
  });
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rules: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  resultTypes: ['violations'],
};

/** By the debugger's door, which the content policy does not guard. */
async function findFaults(page: Page): Promise<string[]> {
  const debug = await page.context().newCDPSession(page);
  await debug.send('Runtime.evaluate', { expression: axeSource });
  await debug.detach();
  return describe(await page.evaluate(runAxe, rules));
}

/** axe is a script itself, so a page without scripts is examined in a copy, which runs none of its own either. */
async function findFaultsInCopy(page: Page, examiner: BrowserContext): Promise<string[]> {
  const html = await page.content();
  const copy = await examiner.newPage();
  try {
    await copy.setViewportSize(page.viewportSize() ?? { width: 360, height: 900 });
    await copy.route('**/*', (route) => {
      const kind = route.request().resourceType();
      if (kind === 'document') return route.fulfill({ body: html, contentType: 'text/html; charset=utf-8' });
      return kind === 'stylesheet' ? route.continue() : route.abort();
    });
    await copy.goto(page.url());
    return await findFaults(copy);
  } finally {
    await copy.close();
  }
}

function runAxe(options: RunOptions): Promise<AxeResults> {
  return (globalThis as unknown as { axe: typeof import('axe-core') }).axe.run(document, options);
}

function describe({ violations }: AxeResults): string[] {
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${impact}) ${target.join(' ')}: ${failureSummary}`),
  );
}

function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return Math.max(0, scrollWidth - clientWidth);
  });
}

async function keepPictures(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  const before = page.viewportSize();
  for (const width of [360, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true });
  }
  if (before) await page.setViewportSize(before);
}
