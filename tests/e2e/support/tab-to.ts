import type { Page } from 'playwright-core';

/** More stops than any screen has. */
const most = 200;

const focused = `(() => {
  const one = document.activeElement;
  const label = one?.getAttribute('aria-label') ?? one?.labels?.[0]?.textContent ?? one?.textContent ?? '';
  return label.replace(/\\s*\\*$/, '').trim();
})()`;

/** Presses Tab until what has the focus is called so; fails where nothing that one can tab to is. */
export async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < most; presses += 1) {
    if ((await page.evaluate<string>(focused)) === name) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`no press of Tab leads to ${name}`);
}
