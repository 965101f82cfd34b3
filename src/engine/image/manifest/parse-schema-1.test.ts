import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRecord } from '#core/json.ts';
import { defaultLimits, type Limits } from '#core/limits.ts';
import { sha256Of } from '#tests/support/image-builder.ts';
import { schema1Manifest } from '#tests/support/schema-1.ts';
import { ImageError } from '../image-error.ts';
import { parseConfig } from './parse-config.ts';
import { digestOfConfig, parseSchema1 } from './parse-schema-1.ts';

const [base, empty, app] = [sha256Of('base'), sha256Of('empty'), sha256Of('app')];
const lines = [
  { digest: base, command: '/bin/sh -c #(nop) ADD file' },
  { digest: empty, command: '/bin/sh -c #(nop) ENV A=b', throwaway: true },
  { digest: app, command: '/bin/sh -c build' },
];
const settings = {
  config: { User: 'app', Env: ['A=b'], Labels: { k: 'v' }, ExposedPorts: { '80/tcp': {} } },
  author: 'me',
};
const parse = (text: string, limits: Pick<Limits, 'maxLayers'> = defaultLimits) =>
  parseSchema1(JSON.parse(text) as Record<string, unknown>, 'the manifest', limits);

describe('parseSchema1', () => {
  it('gives the layers lowest first, without those that are thrown away, and the instructions of all', () => {
    const image = parse(schema1Manifest(lines, settings));
    expect(image.layers).toEqual([base, app]);
    expect(parseConfig(image.config, 'it', undefined)).toEqual({
      platform: { os: 'linux', architecture: 'amd64' },
      created: '2015-03-01T00:00:00Z',
      author: 'me',
      diffIds: [base, app],
      history: [
        { created: '2015-01-01T00:00:00Z', createdBy: '/bin/sh -c #(nop) ADD file', emptyLayer: false },
        { created: '2015-02-01T00:00:00Z', createdBy: '/bin/sh -c #(nop) ENV A=b', emptyLayer: true },
        { created: '2015-03-01T00:00:00Z', createdBy: '/bin/sh -c build', emptyLayer: false },
      ],
      labels: { k: 'v' },
      user: 'app',
      env: ['A=b'],
      exposedPorts: ['80/tcp'],
    });
  });

  it('identifies an image by what it is, not by its name', () => {
    const text = schema1Manifest(lines, settings);
    const idOf = (one: string) => digestOfConfig(parse(one).config);
    expect(idOf(text.replace('old/app', 'new/app').replace('"tag": "1"', '"tag": "2"'))).toBe(idOf(text));
    expect(idOf(schema1Manifest(lines, { ...settings, author: 'you' }))).not.toBe(idOf(text));
  });

  it('takes a line that comes twice for one', () => {
    const body = JSON.parse(schema1Manifest(lines)) as { fsLayers: unknown[]; history: unknown[] };
    body.fsLayers.unshift(body.fsLayers[0]);
    body.history.unshift(body.history[0]);
    expect(parse(JSON.stringify(body)).layers).toEqual([base, app]);
  });

  const changed = (change: (body: { fsLayers: unknown[]; history: { v1Compatibility: string }[] }) => void) => {
    const body = JSON.parse(schema1Manifest(lines)) as Parameters<typeof change>[0];
    change(body);
    return JSON.stringify(body);
  };
  it.each([
    ['no layers', changed((body) => body.fsLayers.splice(0)), '0 layers and 3'],
    ['more history than layers', changed((body) => body.fsLayers.pop()), '2 layers and 3'],
    ['a digest of another kind', changed((body) => body.fsLayers.splice(0, 1, { blobSum: 'md5:1' })), 'layer 0'],
    ['history that is no JSON', changed((body) => body.history.splice(1, 1, { v1Compatibility: '{' })), 'history 1'],
    ['history without ids', changed((body) => body.history.splice(1, 1, { v1Compatibility: '{}' })), 'has no id'],
    ['lines in another order', changed((body) => void body.history.reverse()), 'not whole'],
    [
      'a lowest line that has a parent',
      changed((body) => [body.fsLayers, body.history].map((list) => list.pop())),
      'not whole',
    ],
  ])('refuses %s', (_, text, message) => {
    expect(() => parse(text)).toThrow(message);
  });

  it('refuses more layers than limits.maxLayers', () => {
    expect(() => parse(schema1Manifest(lines), { maxLayers: 2 })).toThrow('limits.maxLayers');
  });

  it('hands nothing on that nests without end', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const text = schema1Manifest([{ digest: base, command: 'ADD' }], { config: { Volumes: 'DEEP' }, created: 'DEEP' });
    expect(parse(text.replaceAll('\\"DEEP\\"', deep)).layers).toEqual([base]);
  });

  it('throws nothing but image errors', () => {
    fc.assert(
      fc.property(fc.json(), fc.json(), (v1Compatibility, whole) => {
        const entry = { v1Compatibility };
        for (const body of [{ fsLayers: [{ blobSum: base }], history: [entry] }, JSON.parse(whole) as unknown]) {
          try {
            if (isRecord(body)) parseSchema1(body, 'it', defaultLimits);
          } catch (error) {
            expect(error).toBeInstanceOf(ImageError);
          }
        }
      }),
    );
  });
});
