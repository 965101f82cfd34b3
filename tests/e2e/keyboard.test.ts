import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { missing } from '#tests/support/requirements.ts';
import { buildWeb } from '../../scripts/build-web.ts';
import { type FakeService, startFakeService } from './support/fake-service.ts';
import { openBrowser, type TestBrowser } from './support/open-browser.ts';

const imageId = `sha256:${'0'.repeat(64)}`;

describe.skipIf(missing('chromium'))('by keyboard [needs chromium]', () => {
  let service: FakeService;
  let browser: TestBrowser;
  let page: Page;

  beforeAll(async () => {
    service = await startFakeService(await buildWeb());
    browser = await openBrowser();
  });
  beforeEach(async () => {
    ({ page } = await browser.newPage());
  });
  afterEach(() => page?.context().close());
  afterAll(async () => {
    await browser?.close();
    await service?.close();
  });

  const focusedRow = () => page.evaluate('Number(document.activeElement?.dataset.row ?? -1)');

  it('the first tab stop skips to the content', async () => {
    await page.goto(`${service.url}/images`);
    await page.getByRole('grid', { name: 'images' }).waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement?.textContent')).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate('document.activeElement?.id')).toBe('content');
  });

  it('/ leads to the search, which narrows the list and stays in the address', async () => {
    await page.goto(`${service.url}/images`);
    await page.getByRole('grid', { name: 'images' }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('storefront');
    await page.waitForURL(/q=storefront/);
    await expect.poll(() => page.getByRole('row', { name: /payments\/api/ }).count()).toBe(0);
    await page.reload();
    expect(await page.getByRole('searchbox').inputValue()).toBe('storefront');
  });

  it('arrow, page, Home and End keys walk the rows of 100,000 images, of which few are drawn', async () => {
    await page.goto(`${service.url}/images`);
    const grid = page.getByRole('grid', { name: 'images' });
    await grid.waitFor();
    await expect.poll(() => grid.getAttribute('aria-rowcount')).toBe('100001');
    await page.getByRole('row').nth(1).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect.poll(focusedRow).toBe(2);
    await page.keyboard.press('End');
    await expect.poll(focusedRow).toBeGreaterThan(90);
    await expect.poll(() => page.getByText(/^200 of 100,000$/).count()).toBe(1);
    expect(await page.getByRole('row').count()).toBeLessThan(80);
    await page.keyboard.press('Home');
    await expect.poll(focusedRow).toBe(0);
  });

  it('the right and left arrow open and close what lies in a registry, down to its images', async () => {
    await page.goto(`${service.url}/registry`);
    const tree = page.getByRole('treegrid', { name: 'registries' });
    await tree.getByRole('row', { name: /Docker Hub/ }).focus();
    expect(await tree.locator('[aria-level="2"]').count()).toBe(0);
    await page.keyboard.press('ArrowRight');
    await tree.getByRole('row', { name: /payments\/api/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => tree.locator('[aria-level="3"]').count()).toBeGreaterThan(10);
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => tree.locator('[aria-level="3"]').count()).toBe(0);
    await page.reload();
    await tree.getByRole('row', { name: /payments\/api/ }).waitFor();
  });

  it('a column that is hidden is shown where one chooses it, and stays', async () => {
    await page.goto(`${service.url}/images`);
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('checkbox', { name: 'Platform' }).click();
    await page.getByRole('columnheader', { name: 'Platform' }).waitFor();
    await page.reload();
    await page.getByRole('columnheader', { name: 'Platform' }).waitFor();
  });

  it('a saved view brings its filters and columns', async () => {
    await page.goto(`${service.url}/images`);
    await page.getByRole('button', { name: 'Views' }).click();
    await page.getByRole('button', { name: 'Payments, exploited', exact: true }).click();
    await page.waitForURL(/q=payments&kev=true/);
    await page.getByRole('columnheader', { name: 'Size' }).waitFor();
    await expect.poll(() => page.getByRole('columnheader', { name: 'Coverage' }).count()).toBe(0);
  });

  it('filters that are given in words stay in the address, are shown, and go into the export', async () => {
    await page.goto(`${service.url}/images`);
    await page.getByRole('button', { name: 'More filters' }).click();
    await page.getByLabel('Package', { exact: true }).fill('openssl');
    await page.keyboard.press('Enter');
    await page.waitForURL(/package=openssl/);
    await page.getByText('Package openssl').waitFor();
    await page.getByRole('button', { name: 'Export' }).click();
    const csv = page.getByRole('menuitem', { name: 'CSV' }).first();
    expect(await csv.getAttribute('href')).toBe('/api/v1/exports/images?format=csv&package=openssl');
  });

  it('Ctrl+K leads to whatever one types, ? says what keys do', async () => {
    await page.goto(`${service.url}/queue`);
    await page.getByText('Live').waitFor();
    const focused = page.getByRole('link', { name: 'Advisories', exact: true });
    await focused.focus();
    await page.keyboard.press('Shift+?');
    await page.getByRole('dialog', { name: 'Keys' }).getByText('Search in the list at hand').waitFor();
    await page.keyboard.press('Escape');
    // A dialog gives the focus back.
    await expect.poll(() => page.evaluate('document.activeElement?.textContent')).toBe('Advisories');
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog', { name: 'Go to anything' }).waitFor();
    await page.keyboard.type('cve-2026-1000');
    await page.getByRole('option', { name: 'Images that have cve-2026-1000' }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/images\?vulnerability=CVE-2026-1000/);
  });

  it('Enter opens a row, Escape closes its detail, and Back leads to the list', async () => {
    await page.goto(`${service.url}/images/${imageId}/vulnerabilities`);
    await page.getByRole('row', { name: /CVE-2026-1000/ }).focus();
    await page.keyboard.press('Enter');
    const detail = page.getByRole('dialog', { name: 'CVE-2026-1000' });
    await detail.getByText('Why it matched').waitFor();
    expect(page.url()).toContain('vulnerability=CVE-2026-1000');
    await page.keyboard.press('Escape');
    await detail.waitFor({ state: 'hidden' });
    expect(page.url()).not.toContain('vulnerability=');
  });

  it('a click on a row opens it, and a sorted column says so', async () => {
    await page.goto(`${service.url}/images`);
    await page.getByRole('columnheader', { name: 'Last scan' }).getByRole('button').click();
    await page.waitForURL(/sort=scanned/);
    const sorted = page.getByRole('columnheader', { name: 'Last scan' });
    await expect.poll(() => sorted.getAttribute('aria-sort')).toBe('descending');
    await page
      .getByRole('row', { name: /payments\/worker/ })
      .first()
      .getByText('hours ago')
      .click();
    await page.getByText('Packages by severity').waitFor();
    expect(page.url()).toMatch(/\/images\/sha256:[0-9a-f]{64}$/);
  });

  it('a cell of the matrix leads to the vulnerabilities that it counts', async () => {
    await page.goto(`${service.url}/images/${imageId}`);
    await page.getByText('Has fix', { exact: true }).click();
    await page.getByRole('link', { name: '9 High in deb packages' }).click();
    await page.waitForURL(/\/vulnerabilities\?/);
    const query = new URL(page.url()).searchParams;
    expect(Object.fromEntries(query)).toEqual({ only: 'high', type: 'deb', fix: 'yes' });
    await page.getByText('High only').waitFor();
    // So do the numbers that sum the image up.
    await page.getByRole('link', { name: /with a fix$/ }).click();
    await page.waitForURL(/\/vulnerabilities\?fix=yes$/);
    await page.getByRole('link', { name: /^H \d+, \d+ High$/ }).click();
    await page.waitForURL(/\/vulnerabilities\?only=high$/);
  });
});
