/** Writes `docs/reference`: configuration, errors, conditions of policies, supported software, from the schemas and plug-in arrays. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { configurationPage } from './generate-reference/configuration-page.ts';
import { errorsPage } from './generate-reference/errors-page.ts';
import { policiesPage } from './generate-reference/policies-page.ts';
import { supportedPage } from './generate-reference/supported-page.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

function pages(): ReadonlyMap<string, string> {
  return new Map([
    ['docs/reference/configuration.md', configurationPage()],
    ['docs/reference/errors.md', errorsPage(root)],
    ['docs/reference/policies.md', policiesPage()],
    ['docs/reference/supported.md', supportedPage()],
  ]);
}

/** The pages that differ from what the code says now. */
export function findStalePages(): readonly string[] {
  return [...pages()].filter(([path, text]) => read(path) !== text).map(([path]) => path);
}

/** Writes all pages anew. */
export function writeReference(): void {
  for (const [path, text] of pages()) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return undefined;
  }
}
