import type { Locator, Page } from 'playwright-core';
import { foundIn, hostileValues, longText, markup } from './hostile-text.ts';

interface Input {
  readonly at: string;
  readonly label: string;
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
    return [{ at: one.dataset.try, label: label.replace(/\\s*\\*$/, '').trim() }];
  });
})()`;

/** Chosen wherever a file can be. */
const hostileFile = {
  name: `${markup.replaceAll('/', '')}.json`,
  mimeType: 'application/json',
  buffer: Buffer.from('{'),
};

/**
 * Types texts into a field, one after the other, as a keyboard would, and returns what has become more than text after any of them. All in one
 * call, since a call for each takes longer than what it asks for. The field may go away, as an answer to a filter does. Into one for dates or times the
 * browser lets nothing else: it is made a plain one, as whoever sends something else would do.
 */
const typing = (at: string, texts: readonly string[]) => `(async () => {
  const found = [];
  for (const text of ${JSON.stringify(texts)}) {
    const field = document.querySelector('[data-try="${at}"]');
    if (field === null) break;
    if (['date', 'time'].includes(field.type)) field.type = 'text';
    field.focus();
    field.select();
    document.execCommand('insertText', false, text);
    await new Promise((resolve) => setTimeout(resolve));
    found.push(...window.findHostile());
  }
  return found;
})()`;

const submits = `(() => {
  const shown = (one) => one.getClientRects().length > 0 && !one.disabled;
  const root = [...document.querySelectorAll('[role=dialog]')].filter(shown).at(-1) ?? document.body;
  const button = [...root.querySelectorAll('button[type=submit]')].find(shown);
  button?.click();
  return button !== undefined;
})()`;

/** What the fields were called that something was typed into, and what became more than text. */
interface Tried {
  readonly labels: readonly string[];
  readonly found: readonly string[];
}

/** Types every hostile value into all that there is to type into, `but` these, and sends what it is in with markup, and with a text that is too long. */
export async function tryInputs(
  page: Page,
  options: { readonly but?: ReadonlySet<string>; readonly submit?: string | undefined } = {},
): Promise<Tried> {
  const labels = new Set<string>();
  const found: string[] = [];
  for (const one of await page.locator('input[type=file]').all()) await one.setInputFiles(hostileFile);
  for (const texts of [[...Object.values(hostileValues), markup], [longText]]) {
    const all = await page.evaluate<readonly Input[]>(inputs);
    const wanted = all.filter(({ label }) => options.but?.has(label) !== true);
    if (wanted.length === 0) continue;
    for (const { at, label } of wanted) {
      labels.add(label);
      found.push(...(await page.evaluate<readonly string[]>(typing(at, texts))));
    }
    await send(page, wanted, options.submit);
    found.push(...(await foundIn(page)));
  }
  return { labels: [...labels], found };
}

async function send(page: Page, fields: readonly Input[], submit: string | undefined): Promise<void> {
  if (await page.evaluate<boolean>(submits)) return;
  for (const { at } of fields) await pressEnter(page.locator(`[data-try="${at}"]`));
  if (submit === undefined) return;
  const button = page.getByRole('button', { name: submit });
  if (await button.isEnabled()) await button.click();
}

/** What was sent may take the field away at any time. */
async function pressEnter(field: Locator): Promise<void> {
  if ((await field.count()) === 0) return;
  try {
    await field.press('Enter', { timeout: 5_000 });
  } catch {
    if ((await field.count()) > 0) await field.press('Enter', { timeout: 30_000 });
  }
}
