import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { missing } from '#tests/support/requirements.ts';
import { buildWeb } from '../../scripts/build-web.ts';
import { type FakeService, startFakeService } from './support/fake-service.ts';
import { findViolations } from './support/find-violations.ts';
import { imageOverview } from './support/image-fixtures.ts';
import { openBrowser, type TestBrowser } from './support/open-browser.ts';
import { scans, session, status } from './support/service-fixtures.ts';

const otherImage = { ...imageOverview, imageId: `sha256:${'9'.repeat(64)}` };
const empty = { items: [], total: 0 };
const none = { critical: 0, high: 0, medium: 0, low: 0, negligible: 0, unknown: 0 };
const refusal = (code: number, more: object) => ({
  status: code,
  body: { type: 'about:blank', title: 'Refused', status: code, code: 'api/refused', detail: 'Refused.', ...more },
});

describe.skipIf(missing('chromium'))('what screens say [needs chromium]', () => {
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

  const answer = (call: string, body: unknown) => service.answers.set(call, { status: 200, body });

  it.each([
    ['that no advisories are loaded', { state: 'none', usable: false, sources: [] }, /No advisories are loaded/],
    ['that the advisories are samples', { sample: true }, /Sample data/],
    ['that the advisories are old', { ageSeconds: 9 * 86_400 }, /advisories are 9 days old/],
  ])('warns on every screen %s', async (_name, change, words) => {
    answer('GET /status', { ...status, advisories: { ...status.advisories, ...change } });
    for (const path of ['/registry', '/queue', '/registry-credentials']) {
      await page.goto(service.url + path);
      await page.getByRole('status').filter({ hasText: words }).waitFor();
    }
    // Once, where it is said at more length.
    await page.getByRole('link', { name: 'See advisories' }).click();
    await page.getByRole('heading', { name: 'Database' }).waitFor();
    const said = page.getByRole('alert').or(page.getByRole('status')).filter({ hasText: words });
    expect(await said.count()).toBe(1);
  });

  it('calls nothing looked up as long as there are no advisories', async () => {
    answer('GET /status', { ...status, advisories: { ...status.advisories, state: 'none', usable: false } });
    await page.goto(`${service.url}/registry/team/runs?run=run-1&list=scans`);
    await page.getByText('Read; not looked up, as there are no advisories').first().waitFor();
    expect(await page.getByText('Read and looked up').count()).toBe(0);
  });

  it('calls an image without findings clean only where coverage is complete', async () => {
    answer(`GET /images/${imageOverview.imageId}/vulnerabilities`, empty);
    const image = { ...imageOverview, severityCounts: none, findings: 0, exploitable: 0, knownExploited: 0 };
    answer(`GET /images/${image.imageId}`, { ...image, coverage: 'partial' });
    await page.goto(`${service.url}/images/${image.imageId}/vulnerabilities`);
    await page.getByText('Nothing found, but not fully known').waitFor();
    expect(await page.getByText('No known vulnerabilities').count()).toBe(0);
    answer(`GET /images/${image.imageId}`, { ...image, coverage: 'complete', problems: [] });
    await page.reload();
    await page.getByRole('heading', { name: 'No known vulnerabilities' }).waitFor();
  });

  it('says what to do next where there is nothing yet', async () => {
    answer('GET /registries', { items: [] });
    await page.goto(`${service.url}/registry`);
    await page.getByRole('link', { name: 'Add registry' }).last().click();
    await page.getByRole('dialog', { name: 'Add registry' }).getByLabel('Registry name').waitFor();
  });

  it('says what happened when a list cannot be loaded, and tries again', async () => {
    service.answers.set('GET /images', refusal(503, { detail: 'The database is being upgraded.' }));
    await page.goto(`${service.url}/images`);
    const alert = page.getByRole('alert');
    await alert.getByText('The database is being upgraded.').waitFor();
    service.answers.delete('GET /images');
    await alert.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('100 of 100,000').waitFor();
  });

  it('stays, and says what happened, where the service is gone while the page is open', async () => {
    await page.goto(`${service.url}/images`);
    await page.getByText('100 of 100,000').waitFor();
    await page.context().setOffline(true);
    await page.getByRole('link', { name: 'Queue', exact: true }).click();
    const screen = page.getByRole('main').getByRole('alert');
    await screen.getByText('The service could not be reached').waitFor();
    await page.getByRole('button', { name: 'Scan Now' }).click();
    await expect.poll(() => page.getByText('The service could not be reached').count()).toBe(2);
    await page.context().setOffline(false);
    await screen.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Live').waitFor();
  });

  it('asks to sign in when the session has ended, and returns to where one was', async () => {
    service.answers.set('GET /session', refusal(401, { detail: 'Nobody is signed in.' }));
    await page.goto(`${service.url}/images?severity=high`);
    await page.getByLabel('User name').fill('admin');
    await page
      .getByLabel(/^Password/)
      .first()
      .fill('wrong');
    service.answers.set('POST /session', refusal(401, { detail: 'User name or password is wrong.' }));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').getByText('User name or password is wrong.').waitFor();
    answer('GET /session', session);
    answer('POST /session', session);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(/\/images\?severity=high$/);
  });

  it('leaves a screen whose session ends while it is open', async () => {
    await page.goto(`${service.url}/queue`);
    await page.getByText('Live').waitFor();
    const ended = refusal(401, { detail: 'Nobody is signed in.' });
    for (const call of ['GET /session', 'GET /images', 'GET /registries']) service.answers.set(call, ended);
    await page.getByRole('link', { name: 'Images', exact: true }).click();
    await page.waitForURL(/\/sign-in\?next=/);
  });

  it('follows a scan by events, from progress to result', async () => {
    await page.goto(`${service.url}/queue`);
    await page.getByText('Live').waitFor();
    const row = page.getByRole('row', { name: /payments\/api/ });
    const [running, ...others] = scans.items;
    const becomes = (change: object) => {
      const scan = { ...running, ...change };
      answer('GET /scans', { ...scans, items: [scan, ...others] });
      service.send('scan', scan);
    };
    becomes({ progress: { phase: 'matching', bytes: 1, totalBytes: 1, layers: 7, cachedLayers: 4 } });
    await row.getByText('Look up its packages in advisories').waitFor();
    becomes({ state: 'done', progress: undefined, imageId: imageOverview.imageId });
    await row.getByText('Read and looked up').waitFor();
    await row.getByText('Done').click();
    await page.getByText('Packages by severity').waitFor();
  });

  it('shows what became of a scan while no events could come', async () => {
    await page.goto(`${service.url}/queue`);
    await page.getByText('Live').waitFor();
    const [running, ...others] = scans.items;
    const done = { ...running, state: 'done', progress: undefined, imageId: imageOverview.imageId };
    answer('GET /scans', { ...scans, items: [done, ...others] });
    service.disconnect();
    await page
      .getByRole('row', { name: /payments\/api/ })
      .getByText('Read and looked up')
      .waitFor();
  });

  it('cancels all that waits after asking', async () => {
    answer('POST /scans/cancel', { cancelled: 2 });
    await page.goto(`${service.url}/queue`);
    await page.getByRole('button', { name: 'Cancel all waiting' }).click();
    const dialog = page.getByRole('dialog', { name: 'Cancel all waiting scans?' });
    await dialog.getByText('2 scans wait, of all registries.').waitFor();
    expect(await findViolations(page)).toEqual([]);
    const sent = page.waitForRequest((request) => request.url().endsWith('/scans/cancel'));
    await dialog.getByRole('button', { name: 'Cancel them' }).click();
    expect((await sent).postDataJSON()).toEqual({});
    await page.getByText('2 scans will not be done.').waitFor();
    await dialog.waitFor({ state: 'detached' });
  });

  it('does not say that an image without a date was built in 1970', async () => {
    const { imageId } = imageOverview;
    answer(`GET /images/${imageId}`, { ...imageOverview, createdAt: '1970-01-01T00:00:00.000Z' });
    for (const tab of ['', '/detail']) {
      await page.goto(`${service.url}/images/${imageId}${tab}`);
      await page.getByText('creation date not set').waitFor();
      expect(await page.getByText('years ago').count()).toBe(0);
    }
  });

  it('names the missing registry of an image, and leads to the form with its path filled in', async () => {
    const detail = 'No registry covers other.example/team/app: add other.example with its credential first.';
    service.answers.set('POST /scans', refusal(422, { code: 'jobs/no-registry-for-reference', detail }));
    await page.goto(`${service.url}/queue`);
    await page.getByRole('button', { name: 'Scan Now' }).click();
    await page.getByRole('combobox', { name: 'Image reference' }).fill('other.example/team/app:1');
    await page.getByRole('button', { name: 'Scan image' }).click();
    await page.getByText(detail).waitFor();
    await page.getByRole('link', { name: 'Add a registry that covers other.example' }).click();
    const form = page.getByRole('dialog', { name: 'Add registry' });
    expect(await form.getByLabel('Path').inputValue()).toBe('other.example');
  });

  it('shows a new API token once, to be copied, and revokes one after asking', async () => {
    await page.goto(`${service.url}/api-tokens`);
    await page.getByRole('button', { name: 'New token' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('my laptop');
    await page.getByRole('radio', { name: 'Look and scan' }).check();
    const sent = page.waitForRequest((request) => request.method() === 'POST');
    await page.getByRole('button', { name: 'Make the token' }).click();
    expect((await sent).postDataJSON()).toEqual({ name: 'my laptop', scope: 'scan', expiresInDays: 90 });
    const shown = page.getByRole('dialog', { name: 'my laptop is made' });
    await expect.poll(() => shown.getByLabel('Token').inputValue()).toMatch(/^plimsoll_/);
    await page.keyboard.press('Escape');
    await shown.getByRole('button', { name: 'I have copied it' }).click();
    await shown.waitFor({ state: 'detached' });
    expect(await page.getByText('plimsoll_4m8').count()).toBe(0);
    await page.getByRole('button', { name: 'Revoke wall display' }).click();
    answer('DELETE /tokens/t2', null);
    const revoked = page.waitForRequest((request) => request.method() === 'DELETE');
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click();
    expect((await revoked).url()).toMatch(/tokens\/t2$/);
    await page.getByText('wall display is revoked').waitFor();
  });

  it('completes a reference, follows its scan and opens the result by itself', async () => {
    const [scan] = scans.items;
    const repository = 'registry.example:5000/payments/api';
    answer('GET /references', { items: [{ reference: repository, kind: 'repository' }] });
    answer('POST /scans', { ...scan, id: 'now', state: 'queued', progress: undefined });
    answer('GET /scans/now', { ...scan, id: 'now', state: 'running' });
    await page.goto(`${service.url}/queue`);
    await page.getByText('Live').waitFor();
    await page.getByRole('button', { name: 'Scan Now' }).click();
    const dialog = page.getByRole('dialog', { name: 'Scan an image' });
    await dialog.getByRole('combobox', { name: 'Image reference' }).fill('pay');
    await page.getByRole('option', { name: `${repository}:` }).click();
    expect(await dialog.getByRole('combobox', { name: 'Image reference' }).inputValue()).toBe(`${repository}:`);
    const sent = page.waitForRequest((request) => request.method() === 'POST');
    await dialog.getByRole('button', { name: 'Scan image' }).click();
    expect((await sent).postDataJSON()).toEqual({ reference: repository });
    await dialog.getByText(/MB of/).waitFor();
    expect(await findViolations(page)).toEqual([]);
    answer('GET /scans/now', {
      ...scan,
      id: 'now',
      state: 'done',
      progress: undefined,
      imageId: imageOverview.imageId,
    });
    service.send('scan', { ...scan, id: 'now', state: 'done', progress: undefined, imageId: imageOverview.imageId });
    await page.getByText('Packages by severity').waitFor();
    await dialog.waitFor({ state: 'detached' });
  });

  it.each([
    ['stays on its tab where it is the same', imageOverview.imageId, /\/vulnerabilities$/, 'It was known already'],
    ['opens the other image where the tag has moved', otherImage.imageId, /9{64}$/, 'names another image now'],
  ])('scans an image again, shows its phases, and %s', async (_name, imageId, address, words) => {
    const scan = { ...scans.items[0], id: 'again', reference: imageOverview.reference, unchanged: true };
    answer('POST /scans', { ...scan, state: 'queued', progress: undefined });
    answer('GET /scans/again', scan);
    answer(`GET /images/${otherImage.imageId}`, otherImage);
    await page.goto(`${service.url}/images/${imageOverview.imageId}/vulnerabilities`);
    await page.getByText('40 of 40').waitFor();
    const sent = page.waitForRequest((request) => request.method() === 'POST');
    await page.getByRole('button', { name: 'Scan again' }).press('Enter');
    expect((await sent).postDataJSON()).toEqual({ reference: imageOverview.reference, platform: 'linux/amd64' });
    const dialog = page.getByRole('dialog', { name: 'Scan again' });
    await dialog.getByText(/MB of/).waitFor();
    expect(await findViolations(page)).toEqual([]);
    const refreshed = page.waitForRequest((request) =>
      decodeURIComponent(request.url()).endsWith(`/images/${imageId}`),
    );
    const done = { ...scan, state: 'done', progress: undefined, imageId };
    answer('GET /scans/again', done);
    service.send('scan', done);
    await refreshed;
    await dialog.waitFor({ state: 'detached' });
    await page.getByText(words).waitFor();
    expect(decodeURIComponent(page.url())).toMatch(address);
  });

  it('says what is missing where an image cannot be scanned again, and starts afresh', async () => {
    const detail = 'No registry covers registry.example:5000/payments/api.';
    service.answers.set('POST /scans', refusal(422, { code: 'jobs/no-registry-for-reference', detail }));
    await page.goto(`${service.url}/images/${imageOverview.imageId}`);
    await page.getByRole('button', { name: 'Scan again' }).click();
    const dialog = page.getByRole('dialog', { name: 'Scan again' });
    await dialog.getByText(detail).waitFor();
    expect(await dialog.getByLabel('Image reference').inputValue()).toBe(imageOverview.reference);
    // The first closes what the field offers.
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Scan Now' }).click();
    expect(await page.getByRole('combobox', { name: 'Image reference' }).inputValue()).toBe('');
  });

  it('says that an archive has to be uploaded again, and asks for it', async () => {
    const names = imageOverview.names.map((name) => ({
      ...name,
      registryId: 'uploads',
      repository: 'upload:/app.tar',
    }));
    answer(`GET /images/${imageOverview.imageId}`, { ...imageOverview, names });
    await page.goto(`${service.url}/images/${imageOverview.imageId}`);
    await page.getByRole('button', { name: 'Scan again' }).click();
    const dialog = page.getByRole('dialog', { name: 'Scan again' });
    await dialog.getByText('it came in app.tar, which was removed').waitFor();
    await dialog.getByRole('button', { name: 'Upload and scan' }).waitFor();
    expect(await findViolations(page)).toEqual([]);
  });

  it('names the registry whose credential is missing, and leads to its settings', async () => {
    const [scan] = scans.items;
    const message = 'registry.example:5000 wants a credential, and none is given.';
    const failed = { ...scan, id: 'now', state: 'failed', code: 'registry/unauthorized', message, progress: undefined };
    answer('POST /scans', failed);
    answer('GET /scans/now', failed);
    await page.goto(`${service.url}/queue`);
    await page.getByRole('button', { name: 'Scan Now' }).click();
    await page.getByRole('combobox', { name: 'Image reference' }).fill('registry.example:5000/payments/api:1');
    await page.getByRole('button', { name: 'Scan image' }).click();
    await page.getByText(message).waitFor();
    await page.getByRole('link', { name: 'Enter a credential for registry.example:5000' }).click();
    await page.waitForURL(/\/registry-credentials\/\w+/);
  });

  it('uploads an archive to be scanned, and says what is wrong with it', async () => {
    const [scan] = scans.items;
    await page.goto(`${service.url}/queue`);
    await page.getByRole('button', { name: 'Scan Now' }).click();
    await page.getByText('Archive file').click();
    expect(await findViolations(page)).toEqual([]);
    const file = { name: 'app.tar', mimeType: 'application/x-tar', buffer: Buffer.from('archive') };
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByLabel('Image in it').fill('team/app:1');
    service.answers.set(
      'POST /uploads',
      refusal(413, { detail: 'The archive is too large.', code: 'jobs/upload-too-large' }),
    );
    await page.getByRole('button', { name: 'Upload and scan' }).click();
    await page.getByRole('alert').getByText('The archive is too large.').waitFor();
    service.answers.set('POST /uploads', { status: 202, body: { ...scan, id: 'up', reference: 'upload:/app.tar' } });
    answer('GET /scans/up', { ...scan, id: 'up', reference: 'upload:/app.tar' });
    const sent = page.waitForRequest((request) => request.url().includes('/uploads'));
    await page.getByRole('button', { name: 'Upload and scan' }).click();
    const { searchParams } = new URL((await sent).url());
    expect(Object.fromEntries(searchParams)).toEqual({ name: 'app.tar', tag: 'team/app:1' });
    await page.getByRole('dialog').getByText('app.tar', { exact: true }).waitFor();
  });

  it('offers only safe links to what foreign advisories name', async () => {
    await page.goto(`${service.url}/images/${imageOverview.imageId}/vulnerabilities?vulnerability=CVE-2026-1000`);
    await page.getByText('javascript:alert(1)').waitFor();
    const links = page.getByRole('dialog').locator('a:not([href^="/"])');
    expect(await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')))).toEqual([
      'https://notes.example/tls',
      'https://exploits.example/52001',
      'https://security.example/advisories/CVE-2026-1000',
    ]);
    expect(await links.first().getAttribute('rel')).toContain('noreferrer');
  });

  it.each([
    ['in its drawer', `/images/${imageOverview.imageId}/vulnerabilities?vulnerability=CVE-2026-1000`],
    ['on its own page', '/vulnerabilities/CVE-2026-1000'],
  ])('shows what an advisory says as it is meant, folded where it is long: %s', async (_name, path) => {
    await page.goto(service.url + path);
    await page.getByRole('heading', { name: 'Impact' }).waitFor();
    await page.locator('code', { hasText: 'parse_extension()' }).waitFor();
    await page.getByRole('listitem').filter({ hasText: 'TLS 1.2' }).waitFor();
    await page.getByRole('cell', { name: '3.1.4' }).waitFor();
    expect(await page.getByRole('link', { name: /the notes/ }).getAttribute('href')).toBe('https://notes.example/tls');
    expect(await page.getByRole('link', { name: 'this' }).count()).toBe(0);
    await page.getByText('<img src=x onerror=alert(3)>').waitFor();
    const end = page.getByText('Write to the maintainers.');
    expect(await end.count()).toBe(0);
    await page.getByRole('button', { name: 'Show all' }).press('Enter');
    await end.waitFor();
    expect(await findViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Show less' }).press('Enter');
    await end.waitFor({ state: 'detached' });
  });
});
