import { readFileSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { defaultLimits, type Limits } from '#core/limits.ts';
import { type MirrorContent, writeMirror } from '#tests/support/feeds/mirror.ts';
import { temporaryDirectory } from '#tests/support/feeds/temporary-directory.ts';
import { record, updateFrom } from '#tests/support/feeds/update.ts';
import { startServer } from '#tests/support/registry/http-server.ts';
import { openAdvisoryDatabase } from '../database/open-advisory-database.ts';
import type { UpdateResult } from './update-result.ts';

const everything = {
  osv: { Debian: [record('DSA-1-1', 'Debian:12', 'curl', { fixed: '8-1' })] },
  ecosystemsTxt: 'Debian\nDebian:12\n',
  epss: { 'CVE-2026-0001': 0.25 },
  kev: [{ cveID: 'CVE-2026-0001', dateAdded: '2026-01-01' }],
  exploits: ['1,a,b,2020-01-01,CVE-2026-0002'],
} satisfies MirrorContent;

type Misbehave = (path: string, response: ServerResponse) => boolean;

/** Serves a mirror with ETags, as object stores do; `misbehave` may answer instead. */
async function setUp() {
  const directory = temporaryDirectory();
  const mirror = await writeMirror(join(directory, 'mirror'), everything);
  const state: { misbehave: Misbehave } = { misbehave: () => false };
  const server = await startServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '');
    if (state.misbehave(path, response)) return;
    const file = join(mirror, path);
    if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) {
      response.writeHead(404).end();
      return;
    }
    const body = readFileSync(file);
    const etag = `"${body.length}-${body.at(-1)}-${statSync(file).mtimeMs}"`;
    if (request.headers['if-none-match'] === etag) response.writeHead(304).end();
    else response.writeHead(200, { etag, 'content-length': body.length }).end(body);
  });
  onTestFinished(() => server.close());
  const path = join(directory, 'advisories.sqlite');
  const update = (options: Parameters<typeof updateFrom>[1] = {}) =>
    updateFrom(path, { from: `${server.url}/`, fetch: globalThis.fetch, ...options });
  return { mirror, server, path, update, state };
}

const states = ({ sources }: UpdateResult) => Object.fromEntries(sources.map(({ name, state }) => [name, state]));
const errorOf = ({ sources }: UpdateResult, feed: string) => sources.find(({ name }) => name === feed)?.error;

describe('an update over HTTP', () => {
  it('loads what a mirror lists, and asks next time whether it has changed', async () => {
    const { server, update } = await setUp();
    const first = await update();
    expect(states(first)).toEqual({
      'osv/Debian': 'loaded',
      epss: 'loaded',
      'cisa-kev': 'loaded',
      exploitdb: 'loaded',
    });
    const asked = server.requests.length;
    const second = await update();
    expect(second).toMatchObject({ unchanged: true, revision: 1 });
    const conditional = server.requests.slice(asked).filter(({ headers }) => headers['if-none-match'] !== undefined);
    expect(conditional.map(({ path }) => path).sort()).toEqual([
      '/epss_scores-current.csv.gz',
      '/files_exploits.csv',
      '/known_exploited_vulnerabilities.json',
      '/osv/Debian/all.zip',
    ]);
  });

  it('a server that knows no conditional requests is compared by content', async () => {
    const { update, state, mirror } = await setUp();
    state.misbehave = (path, response) => {
      const file = join(mirror, path);
      if (statSync(file, { throwIfNoEntry: false }) === undefined) return false;
      response.end(readFileSync(file));
      return true;
    };
    await update();
    expect(await update()).toMatchObject({ unchanged: true });
  });

  it('downloads what has changed only, and copies the rest', async () => {
    const { update, mirror, path } = await setUp();
    await update();
    await writeMirror(mirror, { osv: { Debian: [record('DSA-2-1', 'Debian:12', 'zlib')] } });
    expect(states(await update())).toMatchObject({ 'osv/Debian': 'loaded', epss: 'unchanged' });
    const database = openAdvisoryDatabase(path);
    expect(database.vulnerability('CVE-2026-0001').exploit?.epss?.score).toBe(0.25);
    database.close();
  });

  const impatient = { ...defaultLimits, idleTimeoutMs: 2000 };
  it.each<[string, Misbehave, RegExp, Limits?]>([
    ['404', (_, response) => end(response.writeHead(404)), /nothing at http.*HTTP 404|no longer there/],
    ['500', (_, response) => end(response.writeHead(500)), /answered HTTP 500/],
    ['a body that ends too soon', (_, response) => cutShort(response), /cannot download/],
    ['a page of HTML', (_, response) => end(response, '<html>sign in</html>'), /not a whole zip|heading|not JSON/],
    ['silence', () => true, /sent nothing for 2000 ms/, impatient],
    [
      'a body that stalls',
      (_, response) => {
        response.writeHead(200, { 'content-length': 1000 }).write('begin');
        return true;
      },
      /sent nothing for 2000 ms/,
      impatient,
    ],
  ])(
    'a feed that is answered by %s keeps its last records, and the others load',
    async (_, misbehave, reason, limits) => {
      const { update, state, mirror, path } = await setUp();
      await update();
      await writeMirror(mirror, { epss: { 'CVE-2026-0001': 0.5 } });
      state.misbehave = (path, response) => path.startsWith('/osv/Debian') && misbehave(path, response);
      const result = await update(limits === undefined ? {} : { limits });
      // A machine that is busy enough makes the others silent, too.
      expect(states(result)).toMatchObject({ 'osv/Debian': 'kept', ...(limits === undefined && { epss: 'loaded' }) });
      expect(errorOf(result, 'osv/Debian')).toMatch(reason);
      const database = openAdvisoryDatabase(path);
      expect(database.affecting({ ecosystem: 'Debian', release: '12', name: 'curl' })).toHaveLength(1);
      database.close();
    },
  );

  it('a mirror that is down altogether leaves the last database and keeps every feed in mind', async () => {
    const { server, update, path } = await setUp();
    await update();
    const before = readFileSync(path);
    await server.close();
    const error = await update().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'advisories/nothing-loaded', retriable: true });
    expect((error as Error).message).toMatch(/osv\/Debian.*ECONNREFUSED/);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('a list of ecosystems that fails keeps the ecosystems there were', async () => {
    const { update, state, mirror } = await setUp();
    await update();
    await writeMirror(mirror, { epss: { 'CVE-2026-0001': 0.5 } });
    state.misbehave = (path, response) => path.endsWith('ecosystems.txt') && end(response.writeHead(503));
    expect(states(await update())).toMatchObject({ 'osv/Debian': 'kept', epss: 'loaded' });
  });

  it('stops at the size that is allowed, announced or not', async () => {
    const { update, state } = await setUp();
    const limits = { ...defaultLimits, maxFeedBytes: 10_000 };
    state.misbehave = (path, response) => path.startsWith('/epss') && end(response, Buffer.alloc(20_000));
    expect(errorOf(await update({ limits }), 'epss')).toMatch(/larger than 10000 bytes/);
    state.misbehave = (path, response) => {
      if (!path.startsWith('/epss')) return false;
      response.writeHead(200);
      const more = () => !response.destroyed && response.write(Buffer.alloc(4096), more);
      more();
      return true;
    };
    expect(errorOf(await update({ limits }), 'epss')).toMatch(/larger than 10000 bytes/);
  });

  it('stops when told to while it waits for an answer', async () => {
    const { update, state } = await setUp();
    const abort = new AbortController();
    state.misbehave = (path) => {
      if (path.startsWith('/osv/Debian')) abort.abort(new Error('stopped'));
      return path.startsWith('/osv/Debian');
    };
    await expect(update({ signal: abort.signal })).rejects.toThrow('stopped');
  });

  it('a feed of several files is unchanged as a whole, or downloaded as a whole', async () => {
    const { mirror, update } = await setUp();
    const secdb = (flaw: string) => ({ packages: [{ pkg: { name: 'musl', secfixes: { '1-r0': [flaw] } } }] });
    const main = 'alpine-secdb/v3.9/main.json';
    await writeMirror(mirror, {
      files: { [main]: secdb('CVE-2026-0001'), 'alpine-secdb/v3.9/community.json': secdb('CVE-2026-0002') },
    });
    const feed = ({ sources }: UpdateResult) => {
      const found = sources.find(({ name }) => name === 'alpine-secdb/v3.9');
      return [found?.state, found?.records];
    };
    expect(feed(await update())).toEqual(['loaded', 2]);
    expect(feed(await update())).toEqual(['unchanged', 2]);
    await writeMirror(mirror, { files: { [main]: secdb('CVE-2026-0003') } });
    expect(feed(await update())).toEqual(['loaded', 2]);
    await rm(join(mirror, main));
    expect(feed(await update())).toEqual(['loaded', 1]);
  });

  it('asks publishers themselves where no mirror is given', async () => {
    const { path } = await setUp();
    const asked: string[] = [];
    const fetch = (url: string | URL | Request) => {
      asked.push(new Request(url).url);
      return Promise.resolve(new Response(null, { status: 503 }));
    };
    await expect(updateFrom(path, { fetch })).rejects.toThrow(/HTTP 503/);
    expect(asked).toContain('https://osv-vulnerabilities.storage.googleapis.com/AlmaLinux/all.zip');
    expect(asked).toContain('https://epss.empiricalsecurity.com/epss_scores-current.csv.gz');
    for (const left of ['Android', 'Amazon%20Linux']) {
      expect(asked).not.toContain(`https://osv-vulnerabilities.storage.googleapis.com/${left}/all.zip`);
    }
  });

  it('shows no password of an address', async () => {
    const { path } = await setUp();
    const fetch = () => Promise.resolve(new Response(null, { status: 503 }));
    const failing = updateFrom(path, { from: 'https://me:hunter2@mirror.example/', fetch });
    await expect(failing).rejects.toThrow(/^(?!.*hunter2).*mirror\.example/);
  });
});

function end(response: ServerResponse, body?: string | Uint8Array): true {
  response.end(body);
  return true;
}

function cutShort(response: ServerResponse): true {
  response.writeHead(200, { 'content-length': 1000 });
  response.write('begin', () => response.destroy());
  return true;
}
