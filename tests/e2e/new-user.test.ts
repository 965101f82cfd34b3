import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dockerRegistryUser } from '#tests/support/registry/docker-registry.ts';
import { missing } from '#tests/support/requirements.ts';
import { findViolations } from './support/find-violations.ts';
import { inSteps } from './support/in-steps.ts';
import { openBrowser, type TestBrowser } from './support/open-browser.ts';
import { type RunningProduct, startProduct } from './support/start-product.ts';

const needed = ['chromium', 'docker-registry'];
const minute = 60_000;

/** From an empty install to results, with a real registry that wants a password: each step goes on where the one before ended. */
describe.skipIf(missing(needed))('a new user with a protected registry [needs chromium, docker-registry]', () => {
  let product: RunningProduct;
  let browser: TestBrowser;
  let page: Page;
  let faults: readonly string[];

  inSteps();
  beforeAll(async () => {
    product = await startProduct({ isProtected: true });
    browser = await openBrowser();
    ({ page, faults } = await browser.newPage());
  });
  afterAll(async () => {
    await browser?.close();
    await product?.[Symbol.asyncDispose]();
  });

  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const link = (name: string | RegExp) => page.getByRole('link', { name });
  const textbox = (name: string) => page.getByRole('textbox', { name });

  it('is led from an empty install to the form for a registry', async () => {
    await page.goto(`${product.url}/`);
    await page.getByLabel('User name').fill('admin');
    await textbox('Password').fill(product.password);
    await button('Sign in').click();
    await page.getByText('No registry yet').waitFor();
    await link('Queue').first().click();
    await page.getByText('Nothing to scan').waitFor();
    await link('Add registry').click();
    await page.getByRole('dialog', { name: 'Add registry' }).waitFor();
  });

  it('adds it with a password that is refused, is told so, and scans nothing with it', async () => {
    const form = page.getByRole('dialog', { name: 'Add registry' });
    await form.getByLabel('Registry name').fill('Shop');
    await form.getByLabel('Path').fill(product.registryHost);
    await form.getByLabel('User name').fill(dockerRegistryUser.username);
    await form.getByLabel('Password', { exact: false }).first().fill('wrong');
    await form.getByRole('switch', { name: 'Plain HTTP' }).click();
    await form.getByRole('button', { name: 'Test' }).click();
    await form.getByText('The registry cannot be used like this').waitFor();
    await form.getByText(/Check user name and password/).waitFor();
    await form.getByRole('button', { name: 'Add registry' }).click();
    await page.getByText('Nothing scanned in this registry yet').waitFor();
    await button('Scan registry now: Shop').first().click();
    await page.getByRole('alert').getByText('The registry could not be listed').waitFor({ timeout: minute });
    expect(await findViolations(page)).toEqual([]);
  });

  it('is led from the refusal to the settings, where the right password is tried and saved', async () => {
    await link('Check the registry and its credential').click();
    await page.getByText('A credential of ada is saved.').waitFor();
    await button('Replace it').click();
    await textbox('User name').fill(dockerRegistryUser.username);
    await page.getByLabel('Password', { exact: false }).first().fill(dockerRegistryUser.password);
    await button('Test').click();
    await page.getByText('The registry can be used').waitFor();
    await page.getByText('Changed, not saved yet').waitFor();
    await button('Save').click();
    await page.getByText('All saved').waitFor();
    await page.getByText('A credential of ada is saved.').waitFor();
    expect(await findViolations(page)).toEqual([]);
  });

  it('sees in a dry run what filters keep, how much that is, and what drops the rest', async () => {
    await page.getByLabel('Exclude').fill('(');
    await button('Try these filters').click();
    await page.getByText('The filters were not tried').waitFor();
    await page.getByLabel('Exclude').fill('^shop/web:');
    await button('Try these filters').click();
    await page.getByText(/^Keeps .* to read/).waitFor({ timeout: minute });
    await page.getByRole('cell', { name: 'Dropped by a pattern' }).waitFor();
    await button(/^Show every tag/).click();
    await page
      .getByRole('row', { name: /shop\/web:.* Dropped by a pattern/ })
      .first()
      .waitFor();
    await button('Hide the tags').click();
  });

  it('sets when it is scanned, and reads when that is next', async () => {
    await page.getByRole('combobox', { name: 'Scan the registry' }).click();
    await page.getByRole('option', { name: 'As cron says' }).click();
    await page.getByLabel('Cron').fill('sometimes');
    await page.getByRole('alert').getByText('is no schedule').waitFor();
    await page.getByLabel('Cron').fill('30 4 * * 1');
    await page.getByText('Every Monday at 04:30 (UTC).').waitFor();
    await page.getByText(/^Monday,? \d+ \w+, 04:30$/).waitFor();
    await link('Runs').click();
    await page.getByRole('dialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Stay' }).click();
    await page.getByLabel('Exclude').fill('');
    await button('Save').click();
    await page.getByText('All saved').waitFor();
    await page.reload();
    await page.getByText('Every Monday at 04:30 (UTC).').waitFor();
    expect(await page.getByRole('combobox', { name: 'Scan the registry' }).inputValue()).toBe('Every week');
  });

  it('opens the hook: its secret is shown once', async () => {
    await button('Open the hook').click();
    const secret = await textbox('Hook secret').inputValue();
    expect(secret.length).toBeGreaterThan(30);
    const address = await textbox('Hook address').inputValue();
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api\/v1\/hooks\/[\w-]+$/);
    const refused = await fetch(address, { method: 'POST', body: '{}' });
    expect(refused.status).toBe(401);
    await page.reload();
    await button('Replace the secret').waitFor();
    expect(await textbox('Hook secret').count()).toBe(0);
    expect(await page.content()).not.toContain(secret);
  });

  it('scans it, and watches the queue until all is done', async () => {
    await link('Images').last().click();
    await button('Scan registry now: Shop').first().click();
    // It appears by itself.
    await page.getByRole('row', { name: /shop\/web/ }).waitFor({ timeout: minute });
    await link('Queue').first().click();
    await expect.poll(() => page.getByText(/^0 running, 0 waiting/).count(), { timeout: minute }).toBe(1);
    await page
      .getByRole('row', { name: /shop\/web.*Read and looked up/ })
      .first()
      .waitFor();
    await page.getByText('nothing to do').waitFor();
    expect(await findViolations(page)).toEqual([]);
  });

  it('reads what became of each run, and why the first one failed', async () => {
    await link('Registry').first().click();
    await link('Shop').first().click();
    await link('Runs').click();
    await page.getByRole('row', { name: /100 %/ }).first().click();
    const run = page.getByRole('dialog', { name: 'What became of the run' });
    await run.getByText(/^100 % of the images wanted have a result/).waitFor();
    await run
      .getByRole('row', { name: /shop\/web.* Kept/ })
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('row', { name: /Failed: .*(?:401|refused|credential)/i }).waitFor();
  });

  it('asks for a platform that no image has: failed by kind of cause, and tried again from the queue', async () => {
    await link('Settings').click();
    await page.getByPlaceholder('linux/amd64').fill('linux/s390x');
    await page.keyboard.press('Enter');
    await button('Save').click();
    await page.getByText('All saved').waitFor();
    await link('Images').last().click();
    await button('Scan registry now: Shop').first().click();
    await link('Queue').first().click();
    await button('Show what failed').click({ timeout: minute });
    await page
      .getByRole('row', { name: /No such platform/ })
      .first()
      .waitFor();
    await button(/^Retry \d+ failed: No such platform/).click();
    await page
      .getByText(/^\d+ scans? queued/)
      .first()
      .waitFor();
    expect(await findViolations(page)).toEqual([]);
  });

  it('finds results, the worst first', async () => {
    await link('Registry').first().click();
    const tree = page.getByRole('treegrid', { name: 'registries' });
    await tree.locator('[aria-level="2"]').first().waitFor();
    expect(await tree.getByText(/^C \d/).count()).toBeGreaterThan(0);
  });

  it('met no script error, no breach of its policy and no other origin on the way', () => expect(faults).toEqual([]));
});
