import { createReadStream } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { defaultLimits } from '#core/limits.ts';
import type { Policy } from '#core/policy.ts';
import { PolicyError, parsePolicyDocument, policyTemplates } from '#engine/policy/index.ts';
import { describeFileError } from './describe-file-error.ts';
import { UsageError } from './exit-codes.ts';

const templateScheme = 'template:';

/** Reads what `--policy` names, files or `template:NAME`, in that order; a UsageError says which cannot be used, and why. */
export async function readPolicies(sources: readonly string[]): Promise<readonly Policy[]> {
  const read = await Promise.all(
    sources.map((source) =>
      source.startsWith(templateScheme) ? fromTemplate(source.slice(templateScheme.length)) : fromFile(source),
    ),
  );
  return read.flat();
}

/** The policy that a template is, violations of which fail. */
async function fromTemplate(name: string): Promise<readonly Policy[]> {
  const template = policyTemplates.find((one) => one.name === name);
  if (template !== undefined) {
    const { displayName, description, rules } = template;
    return [{ id: name, name: displayName, description, action: 'fail', rules }];
  }
  const known = policyTemplates.map((one) => one.name).join(', ');
  throw new UsageError(`--policy ${templateScheme}${name} is not known: ${known} are`);
}

async function fromFile(path: string): Promise<readonly Policy[]> {
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
    throw new UsageError(`--policy ${path} cannot be read: ${describeFileError(error)}`);
  }
}
