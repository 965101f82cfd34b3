import type { Locator, Page } from 'playwright-core';
import { hostileValues, longText, markup } from './hostile-text.ts';

interface Input {
  readonly at: string;
  readonly label: string;
  readonly isNative: boolean;
}

/** All that one can type into, in the dialog that is open or else on the screen; each is marked so that it can be found again. */
const inputs = `(() => {
  const shown = (one) => one.getClientRects().length > 0;
  const root = [...document.querySelectorAll('[role=dialog]')].filter(shown).at(-1) ?? document.body;
  return [...root.querySelectorAll('input, textarea')].flatMap((one) => {
    if (['checkbox', 'radio', 'file', 'hidden'].includes(one.type) || one.readOnly || one.disabled || one.ariaHidden === 'true' || !shown(one)) return [];
    window.triedInputs = (window.triedInputs ?? 0) + 1;
    one.dataset.try = String(window.triedInputs);
    const label = one.getAttribute('aria-label') ?? one.labels?.[0]?.textContent ?? one.placeholder;
    return [{ at: one.dataset.try, label: label.replace(/\\s*\\*$/, '').trim(), isNative: ['date', 'time', 'number'].includes(one.type) }];
  });
})()`;

/** Chosen wherever a file can be. */
const hostileFile = {
  name: `${markup.replaceAll('/', '')}.json`,
  mimeType: 'application/json',
  buffer: Buffer.from('{'),
};

const submits = `(() => {
  const shown = (one) => one.getClientRects().length > 0 && !one.disabled;
  const root = [...document.querySelectorAll('[role=dialog]')].filter(shown).at(-1) ?? document.body;
  const button = [...root.querySelectorAll('button[type=submit]')].find(shown);
  button?.click();
  return button !== undefined;
})()`;

/**
 * Types every hostile value into all that there is to type into, `but` these, and sends what it is in with markup, and with a text that is too long.
 * Returns what the fields are called.
 */
export async function tryInputs(
  page: Page,
  options: { readonly but?: ReadonlySet<string>; readonly submit?: string | undefined } = {},
): Promise<readonly string[]> {
  const labels = new Set<string>();
  for (const one of await page.locator('input[type=file]').all()) await one.setInputFiles(hostileFile);
  for (const last of [markup, longText]) {
    const all = await page.evaluate<readonly Input[]>(inputs);
    const found = all.filter(({ label }) => options.but?.has(label) !== true);
    if (found.length === 0) continue;
    for (const input of found) {
      const field = page.locator(`[data-try="${input.at}"]`);
      if ((await field.count()) === 0) continue;
      labels.add(input.label);
      // The browser itself lets nothing into them but what they are for.
      if (input.isNative) continue;
      const values = last === markup ? [...Object.values(hostileValues), last] : [last];
      for (const value of values) await use(field, (timeout) => field.fill(value, { timeout }));
    }
    await send(page, found, options.submit);
  }
  return [...labels];
}

/** What is typed may take the field away, as an answer to a filter does: it is there again in the next round. */
async function use(field: Locator, act: (timeout: number) => Promise<void>): Promise<void> {
  if ((await field.count()) === 0) return;
  try {
    await act(5_000);
  } catch {
    if ((await field.count()) > 0) await act(30_000);
  }
}

async function send(page: Page, found: readonly Input[], submit: string | undefined): Promise<void> {
  if (await page.evaluate<boolean>(submits)) return;
  for (const { at, isNative } of found) {
    const field = page.locator(`[data-try="${at}"]`);
    if (!isNative) await use(field, (timeout) => field.press('Enter', { timeout }));
  }
  if (submit === undefined) return;
  const button = page.getByRole('button', { name: submit });
  if (await button.isEnabled()) await button.click();
}
