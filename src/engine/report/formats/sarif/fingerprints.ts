import { hash } from 'node:crypto';

/**
 * What a result is known by again in the report of another scan, `name` being ours for it and `identity` the same for as long as it is the same
 * result. GitHub goes by `primaryLocationLineHash` alone, beside rule and file (docs.github.com, "SARIF support for code scanning"): findings of
 * all system packages are at one file.
 */
export function fingerprintsOf(name: string, identity: string): Readonly<Record<string, string>> {
  return {
    [`${name}/v1`]: identity,
    primaryLocationLineHash: `${hash('sha256', identity).slice(0, 16)}:1`,
  };
}
