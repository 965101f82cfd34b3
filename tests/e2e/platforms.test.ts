import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Descriptor } from '#core/descriptor.ts';
import { type BuiltIndex, buildImage, buildIndex, descriptorOf } from '#tests/support/build-image.ts';
import { dockerRegistryUser } from '#tests/support/registry/docker-registry.ts';
import { skopeoCopy } from '#tests/support/registry/skopeo-copy.ts';
import { missing } from '#tests/support/requirements.ts';
import { npmLayer } from '#tests/support/service/npm-images.ts';
import { findViolations } from './support/find-violations.ts';
import { inSteps } from './support/in-steps.ts';
import { openBrowser, type TestBrowser } from './support/open-browser.ts';
import { type RunningProduct, startProduct } from './support/start-product.ts';

const needed = ['chromium', 'docker-registry', 'skopeo'];
const minute = 60_000;

const imageFor = (architecture: string, packages: readonly string[], variant?: string) =>
  buildImage({
    layers: [npmLayer(...packages)],
    platform: { os: 'linux', architecture, ...(variant !== undefined && { variant }) },
    config: { created: new Date().toISOString() },
  });

/** Of three platforms, of which one is worse than the others, and with an attestation as BuildKit lays it beside them. */
function index(): BuiltIndex {
  const images = [
    imageFor('amd64', ['express@4.18.2']),
    imageFor('arm64', ['express@4.18.2', 'lodash@4.17.11'], 'v8'),
    imageFor('arm', ['express@4.19.2'], 'v7'),
  ];
  const attestation = imageFor('unknown', ['never-scanned@1.0.0']);
  const beside: Descriptor = {
    ...descriptorOf(attestation.manifest),
    platform: { os: 'unknown', architecture: 'unknown' },
    annotations: { 'vnd.docker.reference.type': 'attestation-manifest' },
  };
  const { index: bytes } = buildIndex(images, { extra: [beside] });
  return { index: bytes, images: [...images, attestation] };
}

describe.skipIf(missing(needed))('images of several platforms [needs chromium, docker-registry, skopeo]', () => {
  let product: RunningProduct;
  let browser: TestBrowser;
  let page: Page;
  let faults: readonly string[];

  inSteps();
  beforeAll(async () => {
    product = await startProduct({ isProtected: true });
    await skopeoCopy(index(), `${product.registryHost}/multi/app:1`, dockerRegistryUser);
    browser = await openBrowser();
    ({ page, faults } = await browser.newPage());
    await page.goto(`${product.url}/`);
    await page.getByLabel('User name').fill('admin');
    await page.getByRole('textbox', { name: 'Password' }).fill(product.password);
    await button('Sign in').click();
    await page.getByText('No registry yet').waitFor();
    const settings = { name: 'Shop', path: product.registryHost, type: 'docker-v2', plainHttp: true };
    const registry = { ...settings, repositories: ['multi/app'], credential: dockerRegistryUser };
    await page.request.post(`${product.url}/api/v1/registries`, { data: registry, headers: { origin: product.url } });
  });
  afterAll(async () => {
    await browser?.close();
    await product?.[Symbol.asyncDispose]();
  });

  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const link = (name: string | RegExp) => page.getByRole('link', { name });

  it('are counted by a dry run before all platforms are chosen for good', async () => {
    await page.goto(`${product.url}/registry`);
    await link('Shop').first().click();
    await link('Settings').click();
    await page.getByRole('checkbox', { name: 'All platforms' }).check();
    await button('Try these filters').click();
    await page.getByRole('row', { name: /linux\/arm64\/v8 1/ }).waitFor({ timeout: minute });
    await page.getByText(/^Keeps 1 tag \(3 different images\)/).waitFor();
    expect(await findViolations(page)).toEqual([]);
    await button('Save').click();
    await page.getByText('All saved').waitFor();
  });

  it('are one row in the tree, which opens into one for each', async () => {
    await link('Images').last().click();
    await button('Scan registry now: Shop').first().click();
    await link('Queue').first().click();
    await expect.poll(() => page.getByText(/^0 running, 0 waiting/).count(), { timeout: minute }).toBe(1);
    await page
      .getByRole('row', { name: /multi\/app.*Read and looked up/ })
      .nth(2)
      .waitFor();
    await link('Registry').first().click();
    const tree = page.getByRole('treegrid', { name: 'registries' });
    await tree.getByRole('row', { name: /multi\/app/ }).click();
    const tag = tree.getByRole('row', { name: /3 platforms, worst: linux\/arm64\/v8/ });
    await tag.getByRole('button', { name: 'Open' }).click();
    await expect.poll(() => tree.locator('[aria-level="4"]').count()).toBe(3);
    expect(await findViolations(page)).toEqual([]);
  });

  it('are one row in their repository, too, opened and closed with the keyboard', async () => {
    await link('multi/app').first().click();
    const rows = page.getByRole('treegrid', { name: 'images' });
    await rows.getByRole('row', { name: /3 platforms, worst/ }).focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => rows.locator('[aria-level="2"]').count()).toBe(3);
    await page.getByText('1 of 1', { exact: true }).waitFor();
    expect(await findViolations(page)).toEqual([]);
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => rows.locator('[aria-level="2"]').count()).toBe(0);
  });

  it('are each a row in the list of all images, which leads to their tag', async () => {
    await page.goto(`${product.url}/images`);
    await link('1 of 3 platforms').nth(2).waitFor();
    await link('1 of 3 platforms').first().click();
    await page.getByRole('treegrid', { name: 'images' }).waitFor();
  });

  it('are switched between on the image, and compared', async () => {
    await page.getByRole('row', { name: /3 platforms, worst/ }).press('Enter');
    await page.getByRole('heading', { name: 'Platforms' }).waitFor();
    expect(await findViolations(page)).toEqual([]);
    await link(/^Content/).click();
    await page.getByText('lodash').first().waitFor();
    await page.getByRole('combobox', { name: 'Platform' }).click();
    await page.getByRole('option', { name: 'linux/arm/v7' }).click();
    await page.getByRole('link', { name: 'Content (1)' }).waitFor();
    expect(new URL(page.url()).pathname).toMatch(/\/content$/);
    await link('Overview').click();
    await page
      .getByRole('row', { name: /linux\/arm64\/v8/ })
      .getByRole('link', { name: 'Compare with this image' })
      .click();
    await page.getByText('lodash').first().waitFor();
  });

  it('met no script error, no breach of its policy and no other origin on the way', () => expect(faults).toEqual([]));
});
