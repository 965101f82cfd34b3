import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { mediaTypes } from '#core/descriptor.ts';
import type { Digest } from '#core/digest.ts';
import { defaultLimits } from '#core/limits.ts';
import { silentLogger } from '#core/logger.ts';
import { keptDocuments } from './kept-documents.ts';

const signal = new AbortController().signal;
const digestOf = (bytes: Uint8Array) => `sha256:${createHash('sha256').update(bytes).digest('hex')}` as Digest;
const manifest = Buffer.from(JSON.stringify({ schemaVersion: 2, layers: [] }));
const config = Buffer.from(JSON.stringify({ architecture: 'amd64' }));
const named = { registry: 'registry.example', repository: 'app' };

interface Setting {
  readonly kept?: Readonly<Record<string, Uint8Array>>;
  readonly mediaType?: string;
  readonly blob?: Uint8Array;
  readonly maxKeptDocumentBytes?: number;
  readonly isBroken?: boolean;
}

/** A registry that holds one manifest and one blob, and a cache; tells what each was asked for. */
function setUp({ kept = {}, mediaType = mediaTypes.ociManifest, blob = config, isBroken, ...limits }: Setting = {}) {
  const cache = new Map(Object.entries(kept));
  const asked: string[] = [];
  const documents = {
    get: (digest: Digest) => (isBroken ? Promise.reject(new Error('gone')) : Promise.resolve(cache.get(digest))),
    keep: async (digest: Digest, bytes: Uint8Array) => {
      if (isBroken) throw new Error('gone');
      cache.set(digest, bytes);
    },
  };
  let fails = false;
  const fetched = {
    manifest: async () => {
      asked.push('manifest');
      await new Promise(setImmediate);
      if (fails) {
        fails = false;
        throw new Error('gone');
      }
      return { mediaType, digest: digestOf(manifest), bytes: manifest };
    },
    blob: async function* () {
      asked.push('blob');
      yield blob.subarray(0, 5);
      yield blob.subarray(5);
    },
  };
  const options = { documents, limits: { ...defaultLimits, ...limits }, logger: silentLogger };
  const kepts = keptDocuments(fetched, options);
  const readBlob = async (type: string = mediaTypes.ociConfig) => {
    const chunks: Uint8Array[] = [];
    const descriptor = { mediaType: type, digest: digestOf(config), size: config.length };
    for await (const chunk of kepts.blob(named, descriptor, signal)) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  };
  const readManifest = () => kepts.manifest({ ...named, digest: digestOf(manifest) }, signal);
  const failOnce = () => {
    fails = true;
  };
  return { ...kepts, readBlob, readManifest, failOnce, cache, asked };
}

describe('a manifest', () => {
  it('is asked for once, and is what it was', async () => {
    const { readManifest, asked } = setUp();
    const first = await readManifest();
    expect(await readManifest()).toEqual(first);
    expect(asked).toEqual(['manifest']);
  });

  it('that two want at the same time is asked for once', async () => {
    const { readManifest, asked } = setUp();
    const both = await Promise.all([readManifest(), readManifest()]);
    expect(both[0]).toEqual(both[1]);
    expect(asked).toEqual(['manifest']);
  });

  it('that one could not get is asked for by the next', async () => {
    const { manifest: fetch, asked, failOnce } = setUp();
    failOnce();
    const wanted = () => fetch({ ...named, digest: digestOf(manifest) }, signal);
    const [first, second] = await Promise.allSettled([wanted(), wanted()]);
    expect([first.status, second.status, asked]).toEqual(['rejected', 'fulfilled', ['manifest', 'manifest']]);
  });

  it('by tag is asked for, since tags move, and then known by its digest', async () => {
    const { manifest: fetch, readManifest, asked } = setUp();
    await fetch({ ...named, tag: '1' }, signal);
    await fetch({ ...named, tag: '1' }, signal);
    await readManifest();
    expect(asked).toEqual(['manifest', 'manifest']);
  });

  it.each<[string, Setting]>([
    ['kept with other bytes', { kept: { [digestOf(manifest)]: Buffer.from('{}') } }],
    ['where the cache is broken', { isBroken: true }],
  ])('%s is asked for', async (_, setting) => {
    const { readManifest, asked } = setUp(setting);
    expect((await readManifest()).bytes).toEqual(manifest);
    expect(asked).toEqual(['manifest']);
  });

  it.each<[string, Setting]>([
    ['which its registry calls what it is not', { mediaType: mediaTypes.dockerSchema1 }],
    ['larger than limits.maxKeptDocumentBytes', { maxKeptDocumentBytes: manifest.length - 1 }],
  ])('%s is not kept', async (_, setting) => {
    const { readManifest, cache } = setUp(setting);
    await readManifest();
    expect(cache.size).toBe(0);
  });
});

describe('a configuration', () => {
  it('is asked for once', async () => {
    const { readBlob, asked } = setUp();
    expect(await readBlob()).toBe(config.toString());
    expect(await readBlob()).toBe(config.toString());
    expect(asked).toEqual(['blob']);
  });

  it('that two want at the same time is asked for once', async () => {
    const { readBlob, asked } = setUp();
    expect(await Promise.all([readBlob(), readBlob()])).toEqual([config.toString(), config.toString()]);
    expect(asked).toEqual(['blob']);
  });

  it('that is not read to its end keeps nobody waiting', async () => {
    const { blob, readBlob } = setUp();
    const descriptor = { mediaType: mediaTypes.ociConfig, digest: digestOf(config), size: config.length };
    for await (const _ of blob(named, descriptor, signal)) break;
    expect(await readBlob()).toBe(config.toString());
  });

  it.each<[string, Setting, string]>([
    ['with other bytes than its digest says', { blob: Buffer.from('{"architecture":"arm64"}') }, mediaTypes.ociConfig],
    ['larger than limits.maxKeptDocumentBytes', { maxKeptDocumentBytes: 10 }, mediaTypes.ociConfig],
    ['that is a layer', {}, mediaTypes.ociManifest],
    ['where the cache is broken', { isBroken: true }, mediaTypes.dockerConfig],
  ])('%s is handed on, and not kept', async (_, setting, type) => {
    const { readBlob, cache } = setUp(setting);
    expect(await readBlob(type)).toBe((setting.blob ?? config).toString());
    expect(cache.size).toBe(0);
  });
});
