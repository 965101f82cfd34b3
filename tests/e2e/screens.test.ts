import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missing } from '#tests/support/requirements.ts';
import { buildWeb } from '../../scripts/build-web.ts';
import { type FakeService, startFakeService } from './support/fake-service.ts';
import { findViolations } from './support/find-violations.ts';
import { openBrowser, type TestBrowser } from './support/open-browser.ts';
import { screens } from './support/screens.ts';

const schemed = (scheme: 'light' | 'dark') => `html[data-mantine-color-scheme="${scheme}"]`;
/** Colours that change over time have none that could be looked at meanwhile. */
const untilColoursAreThere =
  'Promise.allSettled(document.getAnimations().filter((one) => one instanceof CSSTransition).map((one) => one.finished)).then(() => undefined)';

/** Names of lists that have to be scrolled sideways to be read. */
const listsTooWide = `[...document.querySelectorAll('[role=grid], [role=treegrid]')]
  .filter(({ parentElement }) => parentElement.scrollWidth > parentElement.clientWidth)
  .map((grid) => grid.getAttribute('aria-label'))`;

/** Titles of cards that have to be scrolled sideways to be read. */
const cardsTooWide = `[...document.querySelectorAll('main section')]
  .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
  .map((card) => card.querySelector('h2')?.textContent)`;

/** Timers of a second and more never end. */
const withoutLongWaits = `
  const start = window.setTimeout.bind(window);
  window.setTimeout = (run, ms = 0, ...given) => (ms >= 1000 ? 0 : start(run, ms, ...given));`;

describe.skipIf(missing('chromium'))('every screen [needs chromium]', () => {
  let service: FakeService;
  let browser: TestBrowser;

  beforeAll(async () => {
    service = await startFakeService(await buildWeb());
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    await service?.close();
  });

  it.each(screens)(
    '$name can be used by everyone, in light and in dark, and stays within its origin and policy',
    async ({ path, shows }) => {
      const { page, faults } = await browser.newPage({ colorScheme: 'light' });
      await page.goto(service.url + path);
      await page.getByText(shows).first().waitFor();
      await page.locator(schemed('light')).waitFor();
      expect(await findViolations(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.locator(schemed('dark')).waitFor();
      await page.evaluate(untilColoursAreThere);
      expect(await findViolations(page, 'colors')).toEqual([]);
      expect(faults).toEqual([]);
      await page.context().close();
    },
  );

  it('begins in dark where the system is dark', async () => {
    const { page, faults } = await browser.newPage({ colorScheme: 'dark' });
    await page.goto(service.url + screens[0].path);
    await page.getByText(screens[0].shows).first().waitFor();
    await page.locator(schemed('dark')).waitFor();
    expect(await findViolations(page, 'colors')).toEqual([]);
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('loads at most 250 KB of compressed scripts before the first screen can be used', async () => {
    const { page } = await browser.newPage();
    // What is fetched when there is nothing else to do does not count, however slow the machine is.
    await page.addInitScript(withoutLongWaits);
    const bodies: Promise<Buffer>[] = [];
    page.on('response', (response) => {
      if (response.url().endsWith('.js')) bodies.push(response.body());
    });
    await page.goto(`${service.url}/registry`);
    await page.getByText('3 registries, 14 repositories, 1,242 images').first().waitFor();
    const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body).length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(250_000);
    await page.context().close();
  });

  it('fits a narrow window: rows of lists and tables have lines there, and nothing scrolls sideways', async () => {
    const { page } = await browser.newPage({ viewport: { width: 390, height: 800 } });
    for (const { path, shows } of screens) {
      await page.goto(service.url + path);
      await page.getByText(shows).first().waitFor();
      const overflow = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect(overflow, path).toBe(0);
      expect(await page.evaluate(listsTooWide), path).toEqual([]);
      expect(await page.evaluate(cardsTooWide), path).toEqual([]);
    }
    await page.context().close();
  });

  it('has in a narrow window all that can be done with a list, by keyboard and for screen readers too', async () => {
    const { page, faults } = await browser.newPage({ viewport: { width: 390, height: 800 }, reducedMotion: 'reduce' });
    await page.goto(`${service.url}/images`);
    const grid = page.getByRole('grid', { name: 'images' });
    const first = grid.getByRole('row').nth(1);
    await first.waitFor();
    expect(await first.textContent()).toMatch(/Risk/);
    expect(await findViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Filters' }).click();
    await page.getByRole('button', { name: 'KEV' }).click();
    await page.waitForURL(/kev=true/);
    await grid.getByRole('button', { name: 'Risk' }).click();
    await page.waitForURL(/sort=risk/);
    await first.press('ArrowDown');
    await page.locator('[data-row="1"]:focus').press('Enter');
    await page.waitForURL(/\/images\/sha256/);
    expect(faults).toEqual([]);
    await page.context().close();
  });
});
