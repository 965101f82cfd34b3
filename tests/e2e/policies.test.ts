import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { missing } from '#tests/support/requirements.ts';
import { buildWeb } from '../../scripts/build-web.ts';
import { tabTo } from './support/by-keys.ts';
import { type FakeService, startFakeService } from './support/fake-service.ts';
import { findViolations } from './support/find-violations.ts';
import { openBrowser, type TestBrowser } from './support/open-browser.ts';
import { policies } from './support/policy-fixtures.ts';
import { session } from './support/service-fixtures.ts';

const imageId = `sha256:${'0'.repeat(64)}`;

describe.skipIf(missing('chromium'))('policies [needs chromium]', () => {
  let service: FakeService;
  let browser: TestBrowser;
  let page: Page;

  beforeAll(async () => {
    service = await startFakeService(await buildWeb());
    browser = await openBrowser();
  });
  beforeEach(async () => {
    service.answers.clear();
    ({ page } = await browser.newPage());
  });
  afterEach(() => page?.context().close());
  afterAll(async () => {
    await browser?.close();
    await service?.close();
  });

  const bodyOf = async (method: string, path: string) => {
    const sent = await page.waitForRequest(
      (request) => request.method() === method && new URL(request.url()).pathname === `/api/v1${path}`,
    );
    return sent.postDataJSON();
  };

  it('are made, tried and saved by keyboard', async () => {
    await page.goto(`${service.url}/policies`);
    await page.getByRole('heading', { name: 'Severe with a fix' }).waitFor();
    await tabTo(page, 'Add policy');
    await page.keyboard.press('Enter');
    // The first field has the focus.
    await page.locator('input:focus').waitFor();
    await page.keyboard.type('Old fixes');
    await tabTo(page, 'Fail');
    await page.keyboard.press('ArrowDown');
    await tabTo(page, 'Add a condition to rule 1');
    await page.keyboard.type('fix');
    await page.locator('[data-combobox-selected]', { hasText: 'Fix available' }).waitFor();
    await page.keyboard.press('Enter');
    // The field of what was added has the focus.
    const days = page.getByRole('group', { name: 'Rule 1' }).getByLabel('For at least, days');
    await expect.poll(() => days.evaluate((field) => field === field.ownerDocument.activeElement)).toBe(true);
    await page.keyboard.type('soon');
    await page.getByText('Fill in its conditions').waitFor();
    await tabTo(page, 'Try it on all images');
    await page.keyboard.press('Enter');
    await page.getByText('Give a number from 0 to 36500.').waitFor();
    await days.focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('14');
    await page.getByText('Whatever the service says of it').waitFor();
    await tabTo(page, 'Try it on all images');
    const tried = bodyOf('POST', '/policies/simulation');
    await page.keyboard.press('Enter');
    const policy = {
      name: 'Old fixes',
      action: 'warn',
      enabled: true,
      scope: { registryIds: [], repositories: [], except: [] },
      rules: [{ conditions: [{ type: 'fix-available', options: { days: 14 } }] }],
    };
    expect(await tried).toEqual(policy);
    await page.getByText('226 of 1,242 images').waitFor();
    await page.getByRole('link', { name: 'registry.example:5000/payments/api:1.0.0' }).waitFor();
    expect(await findViolations(page)).toEqual([]);
    await tabTo(page, 'Add policy');
    const saved = bodyOf('POST', '/policies');
    await page.keyboard.press('Enter');
    expect(await saved).toEqual(policy);
    await page.waitForURL(/\/policies$/);
    await page.getByText('Severe with a fix is added').waitFor();
  });

  it('start from a template, and say that they have changed since they were tried', async () => {
    await page.goto(`${service.url}/policies/new`);
    await page.getByRole('button', { name: 'Start from a template' }).click();
    await page.getByRole('menuitem', { name: /^Severe, and there is a fix/ }).click();
    expect(await page.getByRole('textbox', { name: 'Policy name' }).inputValue()).toBe('Severe, and there is a fix');
    const second = page.getByRole('group', { name: 'Rule 2' });
    expect(await second.getByLabel('For at least, days').inputValue()).toBe('30');
    await page.getByRole('button', { name: 'Try it on all images' }).click();
    await page.getByText('226 of 1,242 images').waitFor();
    await second.getByRole('button', { name: 'Remove rule 2' }).click();
    await page.getByText('The policy has been changed since: try it again.').waitFor();
    await page.getByRole('link', { name: 'Cancel' }).click();
    await page.getByRole('dialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Leave' }).click();
    await page.waitForURL(/\/policies$/);
  });

  it('show what the service refuses at the field that is wrong', async () => {
    const detail = 'The rule high asks for too many days.';
    const errors = [{ path: 'body/rules/1/conditions/1/options/days', message: 'At most 99 days.' }];
    const body = { type: 'about:blank', title: 'Refused', status: 400, code: 'policy/invalid-option', detail, errors };
    service.answers.set('PUT /policies/severe', { status: 400, body });
    await page.goto(`${service.url}/policies/severe`);
    const days = page.getByRole('group', { name: 'Rule 2' }).getByLabel('For at least, days');
    await days.fill('100');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').filter({ hasText: 'Correct what is marked' }).waitFor();
    await page.getByRole('group', { name: 'Rule 2' }).getByText('At most 99 days.').waitFor();
    expect(await days.getAttribute('aria-invalid')).toBe('true');
    await days.fill('99');
    await page.getByText('At most 99 days.').waitFor({ state: 'detached' });
    const said = { ...body, errors: [{ path: 'body/rules/0/conditions/0', message: 'There is no such severity.' }] };
    service.answers.set('POST /policy-rules/descriptions', { status: 422, body: said });
    await days.fill('98');
    await page.getByRole('group', { name: 'Rule 2' }).getByText('There is no such severity.').waitFor();
  });

  it('that name a deleted registry say so, and are saved with or without it', async () => {
    const [severe, ...others] = policies.items;
    if (severe === undefined) throw new Error('there is a policy among the fixtures');
    const scope = { registryIds: ['gone'], repositories: [], except: [] };
    service.answers.set('GET /policies', { status: 200, body: { items: [{ ...severe, scope }, ...others] } });
    await page.goto(`${service.url}/policies`);
    await page.getByText('All images of a deleted registry').waitFor();
    await page.goto(`${service.url}/policies/severe`);
    await page.getByText('The policy is about no image any more.').waitFor();
    const kept = bodyOf('PUT', '/policies/severe');
    await page.getByRole('button', { name: 'Save' }).click();
    expect(await kept).toMatchObject({ scope });
    await page.goto(`${service.url}/policies/severe`);
    await page.locator('.mantine-Pill-label', { hasText: 'Deleted registry' }).waitFor();
    await page.getByLabel('Registries', { exact: true }).and(page.locator('input')).first().press('Backspace');
    await page.getByText('A registry was deleted').waitFor({ state: 'detached' });
    const changed = bodyOf('PUT', '/policies/severe');
    await page.getByRole('button', { name: 'Save' }).click();
    expect(await changed).toMatchObject({ scope: { registryIds: [] } });
  });

  it('are turned off, duplicated and deleted where they are listed', async () => {
    await page.goto(`${service.url}/policies`);
    await tabTo(page, 'Severe with a fix is enabled');
    const turned = bodyOf('PUT', '/policies/severe');
    await page.keyboard.press('Space');
    expect(await turned).toMatchObject({ name: 'Severe with a fix', enabled: false });
    await tabTo(page, 'Duplicate Severe with a fix');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/policies\/new\?from=severe$/);
    await expect
      .poll(() => page.getByRole('textbox', { name: 'Policy name' }).inputValue())
      .toBe('Severe with a fix (copy)');
    await page.goBack();
    service.answers.set('DELETE /policies/severe', { status: 200, body: null });
    await tabTo(page, 'Delete Severe with a fix');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Delete Severe with a fix?' });
    await dialog.getByText('212 images that violate it').waitFor();
    const deleted = bodyOf('DELETE', '/policies/severe');
    await tabTo(page, 'Delete');
    await page.keyboard.press('Enter');
    await deleted;
    await page.getByText('Severe with a fix is deleted').waitFor();
  });

  it('are looked at, and not touched, by who is no administrator', async () => {
    service.answers.set('GET /session', { status: 200, body: { ...session, role: 'reader' } });
    await page.goto(`${service.url}/policies`);
    await page.getByRole('heading', { name: 'Severe with a fix' }).waitFor();
    await page.getByText('Severity at least high, and fix available for 30 days').waitFor();
    for (const name of [/^Add policy/, /^Edit/, /^Delete/]) {
      expect(await page.getByRole('link', { name }).or(page.getByRole('button', { name })).count()).toBe(0);
    }
  });

  it('say what to do where there are none, and that one is being evaluated', async () => {
    service.answers.set('GET /policies', { status: 200, body: { items: [] } });
    await page.goto(`${service.url}/policies`);
    await page.getByRole('heading', { name: 'No policy yet' }).waitFor();
    const [first] = policies.items;
    const running = { ...first, evaluation: { state: 'running', progress: 0.5 } };
    service.answers.set('GET /policies', { status: 200, body: { items: [running] } });
    await page.reload();
    await page.getByText('Being evaluated: 50 %').waitFor();
    service.answers.set('GET /policies', { status: 200, body: { items: [first] } });
    await page.getByText('Evaluated 2 hours ago').waitFor();
  });

  it('say of an image what violates them, and open a vulnerability beside it', async () => {
    await page.goto(`${service.url}/images/${imageId}`);
    await page.getByRole('link', { name: '1 policy violated and failing' }).click();
    await page.getByText('3 policies about this image: 1 violated and failing').waitFor();
    const rule = page.getByRole('button', { name: /Severity critical, and fix available/ });
    expect(await rule.getAttribute('aria-expanded')).toBe('true');
    await page.getByText('It runs as root: give it a user of its own').waitFor();
    expect(await page.getByRole('heading', { name: 'Support goes on' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Show passed' }).click();
    await page.getByRole('heading', { name: 'Support goes on' }).waitFor();
    const findings = page.getByRole('grid', { name: /^violations of: Severity/ });
    await findings.getByRole('row', { name: /CVE-2026-1000/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'CVE-2026-1000' }).getByText('Why it matched').waitFor();
    await page.keyboard.press('Escape');
    await rule.click();
    await findings.waitFor({ state: 'detached' });
  });

  it('stand beside images: the names where one tabs to them, as a filter, and as an order', async () => {
    await page.goto(`${service.url}/images`);
    await page.getByRole('row').nth(1).focus();
    await tabTo(page, /^Fails policy/);
    await page.getByRole('tooltip').getByText('Severe with a fix, Payments: licences and users').waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/policies$/);
    await page.goBack();
    await page.getByRole('combobox', { name: 'Policy' }).click();
    const asked = page.waitForRequest((request) => request.url().includes('/api/v1/images?policy=fail'));
    await page.getByRole('option', { name: 'Fails policy' }).click();
    await asked;
    await page.getByRole('combobox', { name: 'Policy' }).click();
    const askedFor = page.waitForRequest((request) => request.url().includes('/api/v1/images?policyId=payments'));
    await page.getByRole('option', { name: 'Violates Payments' }).click();
    await askedFor;
    expect(page.url()).not.toContain('policy=');
    await page.getByRole('columnheader', { name: 'Policy' }).getByRole('button').click();
    await page.waitForURL(/policyId=payments&sort=policy/);
  });

  it('are a link away from the dashboard, and from how many images violate them', async () => {
    await page.goto(`${service.url}/dashboard`);
    await page.getByRole('link', { name: 'All policies' }).click();
    await page.getByRole('link', { name: '212 images fail it' }).click();
    await page.waitForURL(/\/images\?policyId=severe$/);
    await expect
      .poll(() => page.getByRole('combobox', { name: 'Policy' }).inputValue())
      .toBe('Violates Severe with a fix');
  });

  it('lead by each of their numbers to the images that it counts', async () => {
    const [severe] = policies.items;
    const images = { fail: 3, warn: 0, pending: 1, accepted: 4, pass: 1234 };
    service.answers.set('GET /policies', { status: 200, body: { items: [{ ...severe, images }] } });
    for (const [words, query, chosen] of [
      ['1 image still to be evaluated', 'policyId=severe&policy=pending', 'being evaluated'],
      ['4 images accepted', 'policyId=severe&policy=accepted', 'accepted'],
      ['1,234 images keep it', 'policyId=severe&policy=pass', 'kept'],
    ] as const) {
      await page.goto(`${service.url}/policies`);
      const asked = page.waitForRequest((request) => request.url().includes('/api/v1/images?'));
      await page.getByRole('link', { name: words }).click();
      const { searchParams } = new URL((await asked).url());
      for (const [name, value] of new URLSearchParams(query)) expect(searchParams.get(name)).toBe(value);
      await expect
        .poll(() => page.getByRole('combobox', { name: 'Policy' }).inputValue())
        .toBe(`Severe with a fix: ${chosen}`);
    }
    await page.goto(`${service.url}/policies/severe`);
    await page.getByRole('link', { name: '3 images fail it' }).waitFor();
    await page.goto(`${service.url}/images/${imageId}`);
    await page.getByRole('link', { name: 'all such images, which violate Severe with a fix' }).waitFor();
    await page.getByRole('link', { name: '1 kept' }).click();
    await page.waitForURL(/\/policies\?passed=true$/);
  });
});
