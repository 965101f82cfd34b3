import { createHash } from 'node:crypto';
import { mediaTypes } from '#core/descriptor.ts';
import { type Digest, parseDigest } from '#core/digest.ts';
import { asRecords, asString, asStrings, isRecord } from '#core/json.ts';
import type { Limits } from '#core/limits.ts';
import { ImageError } from '../image-error.ts';
import { parseStrings } from './parse-descriptor.ts';
import { parseJsonObject } from './parse-json.ts';

/** An image of Docker's schema 1, in the words of its successors. */
export interface Schema1Image {
  readonly mediaType: string;
  /** A configuration made of what the manifest says; the digest of it identifies the image, whatever its name. */
  readonly config: Uint8Array;
  /** Digests of the layers as stored, lowest first. */
  readonly layers: readonly Digest[];
}

type Body = Readonly<Record<string, unknown>>;

interface Entry {
  readonly digest: Digest;
  readonly id: string;
  readonly v1: Body;
}

/**
 * Reads a manifest of Docker's schema 1 (distribution's spec/manifest-v2-1.md): layers come topmost first, each with the configuration of the image that
 * ended with it (moby's image/spec/v1.md), and layers that hold nothing are marked as thrown away. What the layers unpack to is written nowhere.
 */
export function parseSchema1(body: Body, what: string, { maxLayers }: Pick<Limits, 'maxLayers'>): Schema1Image {
  const entries = entriesOf(body, what, maxLayers);
  checkChain(entries, what);
  const lowestFirst = entries.filter(({ id }, at) => id !== entries[at - 1]?.id).toReversed();
  const layers = lowestFirst.filter(({ v1 }) => v1.throwaway !== true).map(({ digest }) => digest);
  return { mediaType: mediaTypes.dockerSchema1, config: configOf(body, lowestFirst, layers), layers };
}

/** The digest by which a configuration is known. */
export function digestOfConfig(config: Uint8Array): Digest {
  return `sha256:${createHash('sha256').update(config).digest('hex')}` as Digest;
}

function entriesOf(body: Body, what: string, maxLayers: number): readonly Entry[] {
  const [layers, history] = [asRecords(body.fsLayers), asRecords(body.history)];
  if (layers.length === 0 || layers.length !== history.length) {
    const message = `${what} (Docker schema 1) has ${layers.length} layers and ${history.length} lines of history`;
    throw new ImageError('image/manifest-invalid', message);
  }
  if (layers.length > maxLayers) {
    const message = `${what} has ${layers.length} layers: more than limits.maxLayers (${maxLayers})`;
    throw new ImageError('image/limit-exceeded', message);
  }
  return layers.map(({ blobSum }, index) => {
    const digest = parseDigest(asString(blobSum) ?? '');
    if (digest === undefined)
      throw new ImageError('image/manifest-invalid', `layer ${index} of ${what} has no sha256 digest`);
    const text = asString(history[index]?.v1Compatibility) ?? '';
    const v1 = parseJsonObject(Buffer.from(text), `history ${index} of ${what}`);
    const id = asString(v1.id) ?? '';
    if (id === '') throw new ImageError('image/manifest-invalid', `history ${index} of ${what} has no id`);
    return { digest, id, v1 };
  });
}

/** Each line names the one below it as its parent; one that comes twice is of one layer. */
function checkChain(entries: readonly Entry[], what: string): void {
  for (const [index, entry] of entries.entries()) {
    const below = entries[index + 1];
    const parent = asString(entry.v1.parent) ?? '';
    const isWhole = below === undefined ? parent === '' : parent === below.id || entry.id === below.id;
    if (isWhole) continue;
    const message = `${what} (Docker schema 1) is not whole: history ${index} is not of the line below it`;
    throw new ImageError('image/manifest-invalid', message);
  }
}

function configOf(body: Body, entries: readonly Entry[], layers: readonly Digest[]): Uint8Array {
  const { architecture, os, created, author, config } = entries.at(-1)?.v1 ?? {};
  return Buffer.from(
    JSON.stringify({
      architecture: asString(architecture) ?? asString(body.architecture),
      os: asString(os) ?? 'linux',
      created: asString(created),
      author: asString(author),
      config: isRecord(config) ? settingsOf(config) : undefined,
      history: entries.map(({ v1 }) => historyOf(v1)),
      // What they unpack to is not known before they are read.
      rootfs: { type: 'layers', diff_ids: layers },
    }),
  );
}

/** The settings that are used, and those that tell images apart. Foreign values are not handed on whole: they may nest without end. */
function settingsOf({ User, Env, Labels, ExposedPorts, Cmd, Entrypoint, WorkingDir }: Body): unknown {
  return {
    User: asString(User),
    Env: asStrings(Env),
    Labels: parseStrings(Labels),
    ExposedPorts: isRecord(ExposedPorts)
      ? Object.fromEntries(Object.keys(ExposedPorts).map((port) => [port, {}]))
      : undefined,
    Cmd: asStrings(Cmd),
    Entrypoint: asStrings(Entrypoint),
    WorkingDir: asString(WorkingDir),
  };
}

function historyOf({ created, author, comment, container_config: container, throwaway }: Body): unknown {
  const command = isRecord(container) ? asStrings(container.Cmd).join(' ') : '';
  return {
    created: asString(created),
    author: asString(author),
    comment: asString(comment),
    ...(command !== '' && { created_by: command }),
    ...(throwaway === true && { empty_layer: true }),
  };
}
