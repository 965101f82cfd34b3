import { createReadStream } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { errorMessage } from '#core/errors.ts';
import { defaultLimits } from '#core/limits.ts';
import type { Policy } from '#core/policy.ts';
import { PolicyError, parsePolicyDocument } from '#engine/policy/index.ts';
import { UsageError } from './exit-codes.ts';

/** Reads what `--policy` names, in that order; a UsageError says which file cannot be used, and why. */
export async function readPolicies(paths: readonly string[]): Promise<readonly Policy[]> {
  const read = await Promise.all(paths.map(readPolicy));
  return read.flat();
}

async function readPolicy(path: string): Promise<readonly Policy[]> {
  const bytes = await readBytes(path);
  try {
    return parsePolicyDocument(bytes, defaultLimits);
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    throw new UsageError(`--policy ${path} cannot be used: ${error.message}`);
  }
}

/** One byte more than may be, so that what is too large is known to be. */
async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await buffer(createReadStream(path, { end: defaultLimits.maxPolicyBytes }));
  } catch (error) {
    throw new UsageError(`--policy ${path} cannot be read: ${errorMessage(error)}`);
  }
}
