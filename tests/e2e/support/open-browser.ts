import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { findProgram } from '#tests/support/requirements.ts';

/** A browser whose pages note what goes wrong in them. */
export interface TestBrowser {
  /** A page of its own session. */
  newPage(options?: BrowserContextOptions): Promise<WatchedPage>;
  close(): Promise<void>;
}

/** A page, and what went wrong in it: script errors, refused resources, requests to another origin. */
export interface WatchedPage {
  readonly page: Page;
  readonly faults: readonly string[];
}

const quiet = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the system's Chromium. */
export async function openBrowser(): Promise<TestBrowser> {
  const executablePath = findProgram('chromium');
  if (executablePath === undefined) throw new Error('chromium is not installed');
  const browser = await chromium.launch({ executablePath, args: quiet });
  return {
    newPage: (options) => watchedPage(browser, options),
    close: () => browser.close(),
  };
}

async function watchedPage(browser: Browser, options: BrowserContextOptions = {}): Promise<WatchedPage> {
  // What fades in has too little contrast while it does: axe must not look at it in between.
  const settings = { viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' } as const;
  const context = await browser.newContext({ ...settings, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`script error: ${error.message}`));
  page.on('console', (message) => {
    // A refused sign-in and a missing session are answered with 4xx, which the browser logs as well.
    const isRefusal = message.text().startsWith('Failed to load resource: the server responded with a status of 4');
    if (message.type() === 'error' && !isRefusal) faults.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    const isOwn = url.hostname === '127.0.0.1' || url.protocol === 'data:' || url.protocol === 'blob:';
    if (!isOwn) faults.push(`request to ${url.origin}`);
  });
  return { page, faults };
}
