import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** What has the focus: its role, what it is called, and whether that can be seen. */
interface Focused {
  readonly role: string;
  readonly name: string;
  readonly isSeen: boolean;
}

/** Whoever uses keys alone must see where they are: a ring, on what is in the window. */
const focused = `(() => {
  const one = document.activeElement;
  if (one === null || one === document.body) return { role: '', name: '', isSeen: false };
  // A switch is drawn by its label, beside a field that takes no room.
  const shape = one.matches('[role=switch]') ? one.labels?.[0] ?? one : one;
  const box = shape.getBoundingClientRect();
  const isInside = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth && box.width > 0;
  const rings = [one, one.parentElement, one.nextElementSibling].flatMap((each) => (each === null ? [] : [getComputedStyle(each)]));
  // What one types into has its caret, and another border.
  const isRinged = one.matches('input, textarea') || rings.some(({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && outlineWidth !== '0px');
  const roles = { A: 'link', BUTTON: 'button', INPUT: 'field', TEXTAREA: 'field' };
  const label = one.labels?.[0]?.textContent ?? one.textContent;
  return {
    role: one.getAttribute('role') ?? roles[one.tagName] ?? one.tagName.toLowerCase(),
    name: (one.getAttribute('aria-label') ?? (label === '' ? one.getAttribute('placeholder') ?? '' : label)).trim(),
    isSeen: isInside && isRinged && one.matches(':focus-visible'),
  };
})()`;

/** What has the focus now. */
export function focusedOn(page: Page): Promise<Focused> {
  return page.evaluate<Focused>(focused);
}

/** Presses Tab until what is called so has the focus; each stop on the way must be seen. */
export async function tabTo(page: Page, name: string | RegExp, { key = 'Tab', atMost = 60 } = {}): Promise<void> {
  const met: string[] = [];
  for (let step = 0; step < atMost; step += 1) {
    await page.keyboard.press(key);
    const at = await focusedOn(page);
    met.push(`${at.role} ${at.name.slice(0, 60)}`);
    if (at.name === '' && at.role === '') continue;
    expect(at, `the focus is not seen on ${met.at(-1)}`).toMatchObject({ isSeen: true });
    if (typeof name === 'string' ? at.name === name : name.test(at.name)) return;
  }
  throw new Error(`${key} does not lead to ${name}, but to: ${met.join(' → ')}`);
}

/** Chooses what is called so from the list of a field, by the down arrow and Enter. */
export async function choose(page: Page, name: RegExp): Promise<void> {
  const chosen = page.getByRole('option', { selected: true });
  await page.getByRole('option', { name }).waitFor();
  for (let step = 0; step < 20; step += 1) {
    if (name.test((await chosen.textContent()) ?? '')) {
      await page.keyboard.press('Enter');
      return;
    }
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`the down arrow does not lead to ${name}`);
}
