import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missing } from '#tests/support/requirements.ts';
import type { PolicyConditionKind, PolicyOptionField } from '../../web/src/api/generated/models.ts';
import { fillWithHostileText, type HostileEstate } from './support/hostile-estate.ts';
import { foundIn, markup, metadataHosts, watchForScripts } from './support/hostile-text.ts';
import { openBrowser, type TestBrowser } from './support/open-browser.ts';
import { screenPaths, sourceInputs, typedFilters } from './support/source-inputs.ts';
import { type RunningProduct, startProduct } from './support/start-product.ts';
import { tryInputs } from './support/try-inputs.ts';

interface Place {
  readonly path: string;
  /** What is there once it is drawn. */
  readonly shows: string | RegExp;
  /** A field that is there before anything is tried. */
  readonly field?: string;
  /** Buttons that lead to a form, one after the other. */
  readonly open?: readonly string[];
  /** The button that sends what is in no form. */
  readonly submit?: string;
}

interface RegistryType {
  readonly name: string;
  readonly displayName: string;
  readonly credentialFields: readonly { readonly label: string; readonly toggle: boolean }[];
}

const image = (tab: string) => (estate: HostileEstate) => `/images/${estate.imageId}${tab}`;
const settings = ({ registryId }: HostileEstate) => `/registry-credentials/${registryId}`;

/** Every screen, and every form that a button opens on one. */
const places: Readonly<
  Record<string, Omit<Place, 'path'> & { readonly path: string | ((estate: HostileEstate) => string) }>
> = {
  registries: { field: 'Search repositories, tags', path: '/registry', shows: 'Uploaded archives' },
  'a registry': {
    field: 'Search repositories, tags',
    path: ({ registryId }) => `/registry/${registryId}`,
    shows: /=SUM\(1\)/,
  },
  'uploaded archives': { field: 'Search archives, images', path: '/registry/uploads', shows: /=1\+1/ },
  'a repository': {
    path: ({ registryId, repository }) => `/registry/${registryId}/repository/${repository}`,
    shows: /of \d/,
  },
  'an archive': {
    path: ({ fileName }) => `/registry/uploads/repository/upload:/${encodeURIComponent(fileName)}`,
    shows: markup,
  },
  images: { field: 'Search images, tags, distros', path: '/images', shows: markup },
  'more filters': { field: 'Built on (image ID)', path: '/images', shows: markup, open: ['More filters'] },
  views: { field: 'Name of the view', path: '/images', shows: markup, open: ['Views'] },
  artifacts: { field: 'Search names, media types', path: '/artifacts', shows: 'No other artifacts' },
  'an image': { path: image(''), shows: 'Packages by severity' },
  'its vulnerabilities': {
    field: 'Search id, package, summary',
    path: image('/vulnerabilities'),
    shows: 'Vulnerabilities (',
  },
  'its content': { field: 'Search packages', path: image('/content'), shows: markup },
  'its layers': { path: image('/layers'), shows: /img src=x/ },
  'what to do about it': { path: image('/recommendations'), shows: /Upgrade|upgrade/ },
  'its policies': { path: image('/policies'), shows: /=1\+1/ },
  'its detail': { path: image('/detail'), shows: markup },
  'runs of a registry': {
    path: ({ registryId }) => `/registry/${registryId}/runs`,
    shows: 'each time that the registry was scanned',
  },
  'tags of a run': {
    field: 'Search tags',
    path: ({ registryId, runId }) => `/registry/${registryId}/runs?run=${runId}`,
    shows: 'Any decision',
  },
  'a vulnerability': { path: `/vulnerabilities/${encodeURIComponent(markup)}`, shows: /img src=x/ },
  'a package': { path: `/packages/npm/${encodeURIComponent(markup)}`, shows: /img src=x/ },
  comparison: { field: 'From', path: '/compare', shows: 'Which two images?' },
  dashboard: { path: '/dashboard', shows: /=SUM\(1\)/ },
  queue: { field: 'Search references', path: '/queue', shows: /=1\+1/ },
  'registry credentials': { path: '/registry-credentials', shows: /=SUM\(1\)/ },
  'registry settings': { field: 'Exclude', path: settings, shows: 'Next:' },
  'a schedule of each hour': {
    field: 'At minute',
    path: settings,
    shows: 'Next:',
    open: ['Scan the registry', 'Every hour'],
  },
  'a schedule of each month': {
    field: 'On day',
    path: settings,
    shows: 'Next:',
    open: ['Scan the registry', 'Every month'],
  },
  'a schedule as cron says': {
    field: 'Cron',
    path: settings,
    shows: 'Next:',
    open: ['Scan the registry', 'As cron says'],
  },
  advisories: {
    field: 'Heard first, in this order',
    path: '/advisories',
    shows: 'Whose ratings decide',
    submit: 'Save and rate anew',
  },
  policies: { path: '/policies', shows: markup },
  'a new policy': { field: 'Policy name', path: '/policies/new', shows: 'Start from a template' },
  'a policy': {
    field: 'Except repositories',
    path: ({ policyId }) => `/policies/${policyId}`,
    shows: 'Start from a template',
  },
  statements: { path: '/statements', shows: markup },
  exceptions: { field: 'Search a vulnerability', path: '/exceptions', shows: /img src=x/ },
  'an exception': { field: 'Comment', path: '/exceptions', shows: /img src=x/, open: ['Edit'] },
  'where a risk is accepted': {
    field: 'Comment',
    path: '/vulnerabilities/CVE-2026-9999',
    shows: 'No scanned image has CVE-2026-9999',
    open: ['Accept risk…', 'In a repository', 'Until', 'A day'],
  },
  'API tokens': { path: '/api-tokens', shows: markup },
  'a new token': { field: 'Name', path: '/api-tokens', shows: markup, open: ['New token'] },
  'Scan Now': { field: 'Image reference', path: '/queue', shows: /=1\+1/, open: ['Scan Now'] },
  'an archive to scan': { field: 'Image in it', path: '/queue', shows: /=1\+1/, open: ['Scan Now', 'Archive file'] },
  'the palette': { field: 'Search screens, repositories', path: '/queue', shows: /=1\+1/, open: ['Control+K'] },
  'another password': {
    field: 'New password',
    path: '/queue',
    shows: /=1\+1/,
    open: ['Signed in as admin', 'Change password'],
  },
};

/** What the fields are called whose names the source works out, by file; those of credentials and conditions are tried for every kind of these. */
const workedOut: Readonly<Record<string, readonly string[]>> = {
  'features/registry-credentials/credential-fields.tsx': [],
  'features/policies/condition-field.tsx': [],
  'features/registry/filters/filter-form.tsx': typedFilters(),
  'features/registry/list-filters.tsx': ['Search images, tags, distros'],
  'features/registry-credentials/settings/filter-fields.tsx': [
    'Include',
    'Exclude',
    'Newest tags of each repository',
    'Not older than, days',
    'Repositories at most',
  ],
};

describe.skipIf(missing('chromium'))('hostile text [needs chromium]', () => {
  let product: RunningProduct;
  let estate: HostileEstate;
  let browser: TestBrowser;
  let page: Page;
  let faults: readonly string[];
  let types: readonly RegistryType[];
  const tried = new Set<string>();
  const triedOn = new Map<string, ReadonlySet<string>>();
  const visited = new Set<string>();

  beforeAll(async () => {
    product = await startProduct();
    estate = await fillWithHostileText(product);
    types = (await estate.api.get<{ items: readonly RegistryType[] }>('/registry-types')).items;
    browser = await openBrowser();
    ({ page, faults } = await browser.newPage());
    await watchForScripts(page);
    const [name = '', value = ''] = estate.api.cookie.split(/=(.*)/);
    await page.context().addCookies([{ name, value, url: product.url }]);
  });

  afterAll(async () => {
    await browser?.close();
    await product?.[Symbol.asyncDispose]();
  });

  async function visit({ path, shows, field, open = [] }: Place): Promise<void> {
    visited.add(path.split('?')[0] ?? path);
    await page.goto(product.url + path);
    await page.getByText(shows).or(page.getByPlaceholder(shows)).first().waitFor();
    for (const name of open) await press(name);
    if (field !== undefined) await page.getByLabel(field).first().waitFor();
  }

  async function press(name: string): Promise<void> {
    if (name === 'Control+K') return page.keyboard.press(name);
    const isField = name === 'Scan the registry' || name === 'Until';
    const wanted = isField ? page.getByRole('combobox', { name }) : page.getByText(name, { exact: true });
    const button = page.getByRole('button', { name, exact: true });
    await (isField ? wanted : button.or(wanted)).first().click();
  }

  /** Types markup into a field that the browser lets nothing of the kind into. */
  async function typeInto(selector: string): Promise<void> {
    await page.locator(selector).first().waitFor();
    const typed = await page.evaluate(`(() => {
      const field = document.querySelector('${selector}');
      let heard = '';
      field.addEventListener('input', () => { heard = field.value; }, { once: true });
      field.type = 'text';
      field.focus();
      field.select();
      document.execCommand('insertText', false, ${JSON.stringify(markup)});
      return heard;
    })()`);
    expect(typed).toContain('onerror');
  }

  /** A field that has been tried on the same screen is let be. */
  async function tryAll(submit?: string): Promise<void> {
    const { pathname } = new URL(page.url());
    const before = triedOn.get(pathname) ?? new Set();
    const { labels, found } = await tryInputs(page, { but: before, submit });
    triedOn.set(pathname, new Set([...before, ...labels]));
    for (const label of labels) tried.add(label);
    expect(found).toEqual([]);
  }

  it.each(Object.keys(places))('is text and nothing else in %s', async (name) => {
    const { path, ...place } = places[name] ?? { path: '', shows: '' };
    await visit({ ...place, path: typeof path === 'string' ? path : path(estate) });
    expect(await foundIn(page)).toEqual([]);
    await tryAll(place.submit);
  });

  it('is text and nothing else in the form for a registry of every type', async () => {
    await visit({ path: '/registry-credentials?add=true', shows: 'Skip TLS validation', field: 'Registry name' });
    for (const { displayName, credentialFields } of types) {
      await page.getByRole('combobox', { name: 'Type', exact: true }).click();
      await page.getByRole('option', { name: displayName, exact: true }).click();
      const labels = credentialFields.filter(({ toggle }) => !toggle).map(({ label }) => label);
      if (labels[0] !== undefined) await page.getByLabel(labels[0]).first().waitFor();
      await tryAll();
      expect([...tried], displayName).toEqual(expect.arrayContaining(labels));
    }
  });

  it('is no time of day, which is said before it is saved and then again', async () => {
    await visit({ path: settings(estate), shows: 'Next:' });
    await typeInto('input[type=time]');
    await page.getByRole('alert').getByText('is no schedule').waitFor();
    const answer = page.waitForResponse((response) => response.request().method() === 'PUT');
    await page.getByRole('button', { name: 'Save' }).click();
    expect((await answer).status()).toBe(400);
    await page.getByText('Correct what is marked in the form.').waitFor();
    await page.getByText('is no schedule').last().waitFor();
  });

  it('is no date, which is not sent', async () => {
    await visit({ path: '/images', shows: markup, open: ['More filters'], field: 'Not scanned since' });
    await typeInto('input[type=date]');
    await page.getByRole('button', { name: 'Apply' }).click();
    await page.getByRole('button', { name: 'Apply' }).waitFor({ state: 'detached' });
    expect(new URL(page.url()).search).toBe('');
  });

  it.each(['scannedSince', 'scannedBefore'])('is refused in words where it is sent as %s', async (name) => {
    const path = `/images?${name}=${encodeURIComponent(markup)}`;
    const { status, body } = await estate.api.call<{ detail?: string }>('GET', path);
    expect(status).toBe(400);
    expect(body.detail).toContain(name);
  });

  it('is text and nothing else in the fields of every kind of condition', async () => {
    const { items } = await estate.api.get<{ items: readonly PolicyConditionKind[] }>('/policy-conditions');
    const isTyped = ({ kind, choices }: PolicyOptionField) => kind !== 'switch' && choices === undefined;
    await visit({ path: '/policies/new', shows: 'Start from a template', field: 'Policy name' });
    await page.getByRole('button', { name: 'Add a rule' }).click();
    for (const { displayName, subject, fields } of items) {
      if (!fields.some(isTyped)) continue;
      const rule = `rule ${subject === 'image' ? 2 : 1}`;
      await page.getByRole('combobox', { name: `Add a condition to ${rule}` }).fill(displayName);
      await page
        .getByRole('option')
        .filter({ has: page.getByText(displayName, { exact: true }) })
        .click();
      await page.getByRole('group', { name: displayName, exact: true }).waitFor();
    }
    await tryAll();
    const labels = items.flatMap(({ fields }) => fields.filter(isTyped).map(({ label }) => label));
    expect([...tried]).toEqual(expect.arrayContaining(labels));
  });

  it('is text and nothing else where one signs in', async () => {
    await page.context().clearCookies();
    await visit({ path: '/sign-in', shows: 'Sign in to Plimsoll', field: 'User name' });
    await tryAll();
  });

  it('was typed into all fields that there are in the source of the screens', () => {
    const wanted = sourceInputs().flatMap(({ file, label }) => {
      if (label !== undefined) return [label];
      return file in workedOut ? [] : [`a field of ${file} whose name is not known`];
    });
    const untried = [...wanted, ...Object.values(workedOut).flat()].filter((label) => !tried.has(label));
    expect(untried).toEqual([]);
  });

  it('was looked for on every screen', () => {
    const missed = screenPaths().filter(([, address]) => ![...visited].some((one) => address.test(one)));
    expect(missed.map(([path]) => path)).toEqual([]);
  });

  it('made no script fail and nothing be asked of another origin', () => expect(faults).toEqual([]));

  it('would be noticed if it were more than text', async () => {
    await page.evaluate(`document.body.insertAdjacentHTML('beforeend', ${JSON.stringify(markup)})`);
    await expect.poll(() => foundIn(page)).toContain('<b data-hostile="">{{7*7}}</b>');
    // The policy has stopped the handler, and says so among the console's errors.
    await expect.poll(() => foundIn(page)).toContain('stopped: script-src-attr');
  });

  it.each(['/exports/images?format=csv', '/exports/findings?format=csv'])('is no formula in %s', async (path) => {
    const { url } = product;
    const response = await fetch(`${url}/api/v1${path}`, { headers: { cookie: estate.api.cookie } });
    const text = await response.text();
    expect(text).toContain(`"'=SUM(1)""><img src=x onerror=hostile()>`);
    expect(text).not.toMatch(/(?:^|,)"\s*[=+\-@]/m);
  });

  it.each(metadataHosts)('%s is asked by no registry type, and the reason is said', async (path) => {
    for (const { name: type } of types) {
      const form = { name: 'x', path, type, plainHttp: true };
      const { status, body } = await estate.api.call<{ code?: string; message?: string }>(
        'POST',
        '/registries/test',
        form,
      );
      const isRefused = body.code === 'registry/address-refused' && /metadata service/.test(body.message ?? '');
      expect(status === 400 || isRefused, `${type}: ${status} ${JSON.stringify(body)}`).toBe(true);
    }
  });
});
