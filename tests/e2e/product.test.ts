import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeDockerArchive } from '#tests/support/image-builder.ts';
import { missing } from '#tests/support/requirements.ts';
import { npmImage } from '#tests/support/service/npm-images.ts';
import { makeTemporaryDirectory, removeTemporaryDirectories } from '#tests/support/service/start-test-service.ts';
import { findViolations } from './support/find-violations.ts';
import { inSteps } from './support/in-steps.ts';
import { openBrowser, type TestBrowser } from './support/open-browser.ts';
import { type RunningProduct, startProduct } from './support/start-product.ts';

/** One person's way through the real product: each step goes on where the one before ended. */
describe.skipIf(missing('chromium'))('from the first sign-in to a vulnerability [needs chromium]', () => {
  let product: RunningProduct;
  let browser: TestBrowser;
  let page: Page;
  let faults: readonly string[];

  inSteps();
  beforeAll(async () => {
    product = await startProduct();
    browser = await openBrowser();
    ({ page, faults } = await browser.newPage());
  });
  afterAll(async () => {
    await browser?.close();
    await product?.[Symbol.asyncDispose]();
  });

  it('signs in with the password that the service made', async () => {
    await page.goto(`${product.url}/`);
    await page.getByLabel('User name').fill('admin');
    await page
      .getByLabel(/^Password/)
      .first()
      .fill('not this one');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
    await page
      .getByLabel(/^Password/)
      .first()
      .fill(product.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('No registry yet').waitFor();
    await page.getByRole('status').filter({ hasText: 'Sample data' }).waitFor();
    expect(await findViolations(page)).toEqual([]);
  });

  it('refuses to scan an image that no registry covers, and leads to the form for one', async () => {
    await page.getByRole('button', { name: 'Scan Now' }).click();
    await page.getByRole('combobox', { name: 'Image reference' }).fill(`${product.registryHost}/shop/web:1.0`);
    await page.getByRole('button', { name: 'Scan image' }).click();
    await page.getByRole('alert').getByText(product.registryHost).first().waitFor();
    await page.getByRole('link', { name: `Add a registry that covers ${product.registryHost}` }).click();
    await page.getByRole('dialog', { name: 'Add registry' }).waitFor();
  });

  it('tests a registry before it is saved: the cause when it fails, then that it works', async () => {
    const form = page.getByRole('dialog', { name: 'Add registry' });
    await form.getByLabel('Registry name').fill('Shop');
    expect(await form.getByLabel('Path').inputValue()).toBe(product.registryHost);
    await form.getByRole('button', { name: 'Test' }).click();
    await form.getByText('The registry cannot be used like this').waitFor();
    await form.getByRole('switch', { name: 'Plain HTTP' }).click();
    await form.getByRole('button', { name: 'Test' }).click();
    await form.getByText('The registry can be used').waitFor();
    expect(await findViolations(page)).toEqual([]);
    await form.getByRole('button', { name: 'Add registry' }).click();
    await page.getByRole('heading', { name: 'Nothing scanned in this registry yet' }).waitFor();
    expect(await findViolations(page)).toEqual([]);
  });

  it('scans the registry, and shows every scan until it is done', async () => {
    await page.getByRole('link', { name: 'Registry', exact: true }).click();
    await page.getByRole('button', { name: 'Scan now: Shop' }).click();
    await page.getByRole('link', { name: 'Queue', exact: true }).click();
    await page
      .getByRole('row', { name: /shop\/web/ })
      .first()
      .waitFor();
    await expect.poll(() => page.getByText(/^0 running, 0 waiting/).count(), { timeout: 60_000 }).toBe(1);
    expect(await page.getByRole('row', { name: /Failed/ }).count()).toBe(0);
    expect(await findViolations(page)).toEqual([]);
  });

  it('drills down from the registry to its worst image', async () => {
    await page.getByRole('link', { name: 'Registry', exact: true }).click();
    const tree = page.getByRole('treegrid', { name: 'registries' });
    const repository = tree.locator('[aria-level="2"]').first();
    await repository.getByRole('button', { name: 'Open' }).click();
    await tree.locator('[aria-level="3"]').first().getByRole('link').first().click();
    await page.getByRole('heading', { name: 'Packages by severity' }).waitFor();
    await page.getByRole('heading', { name: 'Coverage' }).waitFor();
    expect(await findViolations(page)).toEqual([]);
  });

  it('follows a cell of the matrix to the findings that it counts, all of them', async () => {
    const cell = page.getByRole('link', { name: / (?:Critical|High) in .* packages$/ }).first();
    const [count] = (await cell.getAttribute('aria-label'))?.split(' ') ?? [];
    await cell.click();
    await page.getByText(`${count} of ${count}`, { exact: true }).waitFor();
    const badges = await page
      .getByRole('gridcell')
      .getByText(/^(?:Critical|High)$/)
      .allTextContents();
    expect(badges).toHaveLength(Number(count));
  });

  it('shows each vulnerability once where one asks for that, in the order of any column', async () => {
    await page.getByRole('button', { name: 'Group' }).click();
    await page.waitForURL(/grouped=true/);
    const score = page.getByRole('columnheader', { name: 'CVSS' });
    await score.getByRole('button').click();
    await page.waitForURL(/sort=cvss/);
    await expect.poll(() => score.getAttribute('aria-sort')).toBe('descending');
    await score.getByRole('button').click();
    await page.waitForURL(/reverse=true/);
    await expect.poll(() => score.getAttribute('aria-sort')).toBe('ascending');
  });

  it('opens a vulnerability with its ratings, its fix and why it matched', async () => {
    await page.getByRole('row').nth(1).click();
    const detail = page.getByRole('dialog');
    await detail.getByText('Why it matched').first().waitFor();
    await detail.getByRole('heading', { name: 'Ratings' }).waitFor();
    await detail
      .getByText(/introduced|fixed|lists/)
      .first()
      .waitFor();
    expect(await findViolations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await detail.waitFor({ state: 'hidden' });
  });

  it('shows the packages of the image, most dangerous first, each number with a way to what it counts', async () => {
    await page.getByRole('link', { name: /^Content/ }).click();
    // The list before has rows with links, too, and stays until this one can be shown.
    await page.waitForURL(/\/content/);
    const chip = page
      .getByRole('grid', { name: 'packages' })
      .getByRole('row')
      .nth(1)
      .getByRole('link', { name: /^[CHML] \d/ })
      .first();
    const count = /^\w (\d+)/.exec((await chip.textContent()) ?? '')?.[1];
    await chip.click();
    await page.waitForURL(/\/vulnerabilities\?.*package=.*only=/);
    await page.getByText(`${count} of ${count}`, { exact: true }).waitFor();
  });

  it('leads from a layer to the packages that it brought', async () => {
    await page.getByRole('link', { name: /^Layers/ }).click();
    const packages = page.getByRole('table').getByRole('link', { name: /^\d+$/ }).first();
    const count = await packages.textContent();
    await packages.click();
    await page.waitForURL(/\/content\?layer=\d/);
    await page.getByText(`${count} of ${count}`, { exact: true }).waitFor();
  });

  it('scans a single image now, phase by phase, and opens the result', async () => {
    await page.getByRole('button', { name: 'Scan Now' }).click();
    await page.getByRole('combobox', { name: 'Image reference' }).fill(`${product.registryHost}/shop/web:1.0`);
    await page.getByRole('button', { name: 'Scan image' }).click();
    // An image of that repository may be shown already.
    await page.getByRole('dialog', { name: 'Scan an image' }).waitFor({ state: 'detached' });
    await page.getByRole('heading', { level: 1, name: /shop\/web:1\.0/ }).waitFor();
  });

  it('uploads an archive, scans it and opens the result', async () => {
    const directory = await makeTemporaryDirectory();
    const image = npmImage(['left@1.0.0']);
    const file = await writeDockerArchive(join(directory, 'app.tar'), [{ image, repoTags: ['app:1'] }]);
    await page.getByRole('button', { name: 'Scan Now' }).click();
    await page.getByText('Archive file').click();
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByRole('button', { name: 'Upload and scan' }).click();
    await page.getByRole('heading', { level: 1, name: /app\.tar/ }).waitFor();
    await removeTemporaryDirectories();
  });

  it('is dark where one wants it dark, and stays so', async () => {
    await page.getByRole('button', { name: /Colour scheme/ }).click();
    await page.getByRole('menuitem', { name: 'Dark' }).click();
    await page.reload();
    await page.locator('html[data-mantine-color-scheme="dark"]').waitFor();
    await page.getByRole('heading', { name: 'Packages by severity' }).waitFor();
    expect(await findViolations(page, 'colors')).toEqual([]);
  });

  it('finds the archive among the registries, and removes it after asking', async () => {
    await page.getByRole('link', { name: 'Registry', exact: true }).click();
    const place = page.getByRole('row', { name: /Uploaded archives/ });
    await place.getByRole('button', { name: 'Open' }).click();
    await page.getByRole('link', { name: 'app.tar' }).click();
    await page.getByRole('heading', { level: 1, name: 'app.tar' }).waitFor();
    expect(await findViolations(page, 'colors')).toEqual([]);
    await page.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog', { name: 'Remove app.tar?' }).getByRole('button', { name: 'Remove' }).click();
    await page.getByText('No archive is kept').waitFor();
    await page.goto(`${product.url}/images?q=app.tar`);
    await page.getByText('No image matches').waitFor();
  });

  it('deletes the registry after asking, and signs out', async () => {
    await page.getByRole('link', { name: 'Registry credentials' }).click();
    await page.getByRole('button', { name: 'Delete Shop' }).click();
    await page.getByRole('dialog', { name: 'Delete Shop?' }).getByRole('button', { name: 'Delete' }).click();
    await page.getByText('No registry yet').waitFor();
    await page.getByRole('button', { name: /Signed in as admin/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.waitForURL(/\/sign-in/);
    await page.goto(`${product.url}/images`);
    await page.waitForURL(/\/sign-in\?next=/);
  });

  it('met no script error, no breach of its policy and no other origin on the way', () => expect(faults).toEqual([]));
});
