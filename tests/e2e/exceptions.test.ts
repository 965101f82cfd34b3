import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { missing } from '#tests/support/requirements.ts';
import { buildWeb } from '../../scripts/build-web.ts';
import { tabTo } from './support/by-keys.ts';
import { exceptions } from './support/exception-fixtures.ts';
import { type FakeService, startFakeService } from './support/fake-service.ts';
import { findViolations } from './support/find-violations.ts';
import { openBrowser, type TestBrowser } from './support/open-browser.ts';
import { status } from './support/service-fixtures.ts';

const imageId = `sha256:${'0'.repeat(64)}`;

describe.skipIf(missing('chromium'))('exceptions [needs chromium]', () => {
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
  afterEach(async () => {
    service.answers.clear();
    await page.context().close();
  });
  afterAll(async () => {
    await browser?.close();
    await service?.close();
  });

  const requestOf = (method: string, path: string) =>
    page.waitForRequest(
      (request) => request.method() === method && new URL(request.url()).pathname === `/api/v1${path}`,
    );

  it('are made by keyboard from the drawer of a vulnerability', async () => {
    service.answers.set('POST /exceptions', { status: 201, body: exceptions.items[1] });
    await page.goto(`${service.url}/images/${imageId}/vulnerabilities?vulnerability=CVE-2026-1000`);
    await page.getByText('Why it matched').waitFor();
    await page.getByRole('button', { name: 'Accept risk…' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('textarea:focus').waitFor();
    await page.keyboard.type('Behind a proxy');
    expect(await findViolations(page)).toEqual([]);
    const sent = requestOf('POST', '/exceptions');
    await tabTo(page, 'Accept the risk');
    await page.keyboard.press('Enter');
    expect((await sent).postDataJSON()).toMatchObject({
      vulnerability: 'CVE-2026-1000',
      scope: { kind: 'image', image: imageId },
      reason: 'accepted',
      comment: 'Behind a proxy',
      until: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    });
    await page.getByText('The risk is accepted').waitFor();
  });

  it('that are refused say why, and the form stays as it is', async () => {
    const body = { code: 'store/too-many-exceptions', status: 422, title: 'No', detail: 'There are 5000 exceptions.' };
    service.answers.set('POST /exceptions', { status: 422, body });
    await page.goto(`${service.url}/vulnerabilities/CVE-2026-1000`);
    await page.getByRole('button', { name: 'Accept risk…' }).click();
    await page.getByLabel('Comment').fill('Because');
    await page.getByLabel('In a repository').check();
    await page.getByLabel('Repository', { exact: false }).last().fill('payments/*');
    await page.getByRole('button', { name: 'Accept the risk' }).click();
    await page.getByRole('alert').getByText('There are 5000 exceptions.').waitFor();
    expect(await page.getByLabel('Comment').inputValue()).toBe('Because');
  });

  it('are withdrawn from where a finding says that it does not count, once that is confirmed', async () => {
    service.answers.set('GET /exceptions', { status: 200, body: exceptions });
    await page.goto(`${service.url}/vulnerabilities/CVE-2026-1000`);
    await page.getByText('The proxy in front of it').waitFor();
    await page.getByRole('button', { name: 'Withdraw…' }).first().click();
    await page.getByText('Its findings count again').waitFor();
    const sent = requestOf('DELETE', '/exceptions/e1');
    await page.getByRole('button', { name: 'Withdraw', exact: true }).click();
    await sent;
  });

  it('are listed with their ends, narrowed, and changed in what may be changed', async () => {
    service.answers.set('PUT /exceptions/e1', { status: 200, body: exceptions.items[0] });
    await page.goto(`${service.url}/exceptions`);
    await page.getByText('expired 2026-05-01').waitFor();
    await page.getByText('there is a fix', { exact: true }).waitFor();
    const narrowed = page.waitForRequest((request) => new URL(request.url()).searchParams.get('state') === 'expired');
    await page.getByRole('button', { name: 'Expired' }).click();
    await narrowed;
    await page.getByRole('button', { name: 'Edit' }).first().click();
    await page.getByLabel('Last day').fill('2999-12-31');
    expect(await findViolations(page)).toEqual([]);
    const sent = requestOf('PUT', '/exceptions/e1');
    await page.getByRole('button', { name: 'Save' }).click();
    expect((await sent).postDataJSON()).toEqual({
      reason: 'mitigated',
      comment: 'The proxy in front of it drops such headers.',
      until: '2999-12-31',
      untilFixed: false,
    });
  });

  it('lead to the images in which they accept something', async () => {
    await page.goto(`${service.url}/exceptions`);
    const asked = page.waitForRequest((request) => request.url().includes('/api/v1/images?exceptionId=e1'));
    await page.getByRole('link', { name: '1,000+ images in which CVE-2026-1000 is accepted' }).click();
    await asked;
    await page.getByText('Accepted by exception e1').waitFor();
  });

  it('say while totals follow what was accepted, and show what these come to as soon as they do', async () => {
    const counting = { ...status, countingTotals: true };
    service.answers.set('GET /status', { status: 200, body: counting });
    await page.goto(`${service.url}/exceptions`);
    await page.getByText('Totals are being counted again').waitFor();
    expect(await findViolations(page)).toEqual([]);
    await page.getByText('expired 2026-05-01').waitFor();
    service.answers.set('GET /exceptions', { status: 200, body: { items: [], total: 0 } });
    service.answers.set('GET /status', { status: 200, body: status });
    await page.getByText('No risk is accepted yet').waitFor();
    expect(await page.getByText('Totals are being counted again').count()).toBe(0);
  });

  it('that are none yet say how to make one', async () => {
    service.answers.set('GET /exceptions', { status: 200, body: { items: [], total: 0 } });
    await page.goto(`${service.url}/exceptions`);
    await page.getByText('No risk is accepted yet').waitFor();
  });
});
