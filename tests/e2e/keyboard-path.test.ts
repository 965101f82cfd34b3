import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missing } from '#tests/support/requirements.ts';
import { createApiClient } from '#tests/support/service/api-client.ts';
import { choose, focusedOn, tabTo } from './support/by-keys.ts';
import { inSteps } from './support/in-steps.ts';
import { openBrowser, type TestBrowser } from './support/open-browser.ts';
import { type RunningProduct, startProduct } from './support/start-product.ts';

interface Run {
  readonly state: string;
}

/** The way that the product is for, without a mouse: each step goes on where the one before ended, and the focus is always seen. */
describe.skipIf(missing('chromium'))('from sign-in to the queue by keys alone [needs chromium]', () => {
  let product: RunningProduct;
  let browser: TestBrowser;
  let page: Page;
  let faults: readonly string[];
  let vulnerability: string;

  inSteps();
  beforeAll(async () => {
    product = await startProduct();
    vulnerability = await scanAll(product);
    browser = await openBrowser();
    ({ page, faults } = await browser.newPage());
  });
  afterAll(async () => {
    await browser?.close();
    await product?.[Symbol.asyncDispose]();
  });

  const press = (key: string) => page.keyboard.press(key);
  const isSeen = () => expect.poll(() => focusedOn(page)).toMatchObject({ isSeen: true });

  it('signs in', async () => {
    await page.goto(`${product.url}/`);
    await page.getByLabel('User name').waitFor();
    await isSeen();
    await page.keyboard.type('admin');
    await tabTo(page, /^Password/, { atMost: 1 });
    await page.keyboard.type(product.password);
    await press('Enter');
    await page.getByRole('treegrid', { name: 'registries' }).waitFor();
  });

  it('skips to the content, and opens the tree down to an image', async () => {
    await tabTo(page, 'Skip to the content', { atMost: 2 });
    await press('Enter');
    const tree = page.getByRole('treegrid', { name: 'registries' });
    await tabTo(page, /^Shop/);
    const row = () => page.evaluate('Number(document.activeElement?.getAttribute("aria-level") ?? 0)');
    for (const level of [2, 3]) {
      await press('ArrowRight');
      await tree.locator(`[aria-level="${level}"]`).first().waitFor();
      // Until it is there, a line that says so stands for what lies below.
      await tree.getByText('Loading').waitFor({ state: 'hidden' });
      await press('ArrowDown');
      await expect.poll(row).toBe(level);
      await isSeen();
    }
    await press('Enter');
    await page.getByRole('heading', { name: 'Packages by severity' }).waitFor();
    await page.goBack();
    await tree.waitFor();
  });

  it('searches for a vulnerability, and goes to its page', async () => {
    await press('/');
    await isSeen();
    await page.keyboard.type(vulnerability.toLowerCase());
    const way = `Which images have ${vulnerability}?`;
    await page.getByRole('link', { name: way }).waitFor();
    await tabTo(page, way, { atMost: 4 });
    await press('Enter');
    await page.getByRole('heading', { level: 1, name: vulnerability }).waitFor();
  });

  it('lists the images that have it, and opens one with its details', async () => {
    await tabTo(page, 'List the images');
    await press('Enter');
    await page.getByRole('grid', { name: 'images' }).waitFor();
    await tabTo(page, /^shop\//);
    await press('Enter');
    await page.getByRole('heading', { name: 'Packages by severity' }).waitFor();
    await tabTo(page, /^Vulnerabilities \(/);
    await press('Enter');
    await page.getByRole('grid').waitFor();
    await press('/');
    await isSeen();
    await page.keyboard.type(vulnerability);
    await expect.poll(() => page.getByRole('row').count()).toBeLessThan(4);
    await tabTo(page, new RegExp(`^${vulnerability}`));
    await press('Enter');
    const drawer = page.getByRole('dialog', { name: vulnerability });
    await drawer.getByText('Why it matched').waitFor();
    await isSeen();
    await press('Escape');
    await drawer.waitFor({ state: 'hidden' });
    await expect.poll(() => focusedOn(page)).toMatchObject({ role: 'row', isSeen: true });
  });

  it('reads what to do about it, and scans the image again', async () => {
    await tabTo(page, 'Recommendations', { key: 'Shift+Tab' });
    await press('Enter');
    await page.getByRole('heading', { name: 'Upgrade plan' }).waitFor();
    await tabTo(page, 'Scan again', { key: 'Shift+Tab' });
    await press('Enter');
    await page.getByText(/It was known already|has been read/).waitFor();
    await page.getByRole('dialog', { name: 'Scan again' }).waitFor({ state: 'detached' });
    expect(page.url()).toContain('/recommendations');
    await expect.poll(() => focusedOn(page)).toMatchObject({ name: 'Scan again', isSeen: true });
  });

  it('scans another image by its name, and finds both in the queue', async () => {
    await press('/');
    await page.keyboard.type('scan an image');
    await choose(page, /^Scan an image now/);
    const dialog = page.getByRole('dialog', { name: 'Scan an image' });
    await dialog.getByRole('combobox', { name: 'Image reference' }).waitFor();
    await expect
      .poll(() => focusedOn(page))
      .toMatchObject({ name: expect.stringMatching(/^Image reference/), isSeen: true });
    await page.keyboard.type(`${product.registryHost}/shop/web:1.0`);
    await press('Enter');
    await page.getByRole('heading', { level: 1, name: /shop\/web:1\.0/ }).waitFor();
    await press('Control+k');
    await page.keyboard.type('queue');
    await choose(page, /^Queue/);
    await page
      .getByRole('row', { name: /shop\/web:1\.0/ })
      .first()
      .waitFor();
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: /shop\/web:1\.0/ }).waitFor();
  });

  it('met no script error on the way', () => expect(faults).toEqual([]));
});

/** Adds the registry, scans it, and returns a vulnerability that was found. */
async function scanAll({ url, password, registryHost }: RunningProduct): Promise<string> {
  const api = createApiClient(url);
  await api.signIn('admin', password);
  const settings = { name: 'Shop', path: registryHost, type: 'docker-v2', plainHttp: true };
  const { id } = await api.send<{ id: string }>('POST', '/registries', settings);
  const run = await api.send<{ id: string }>('POST', `/registries/${id}/scans`);
  await api.until<Run>(`/runs/${run.id}`, ({ state }) => state === 'done');
  const { items } = await api.get<{ items: readonly { imageId: string }[] }>('/images?limit=1');
  const found = await api.get<{ items: readonly { vulnerabilityId: string }[] }>(
    `/images/${encodeURIComponent(items[0]?.imageId ?? '')}/vulnerabilities?limit=1`,
  );
  return found.items[0]?.vulnerabilityId ?? '';
}
