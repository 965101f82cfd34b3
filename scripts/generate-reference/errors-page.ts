import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'oxc-parser';
import { statusOfCode } from '#server/api/index.ts';
import { markdownTable } from './markdown-table.ts';

/** `docs/reference/errors.md`: every code of every error class, and the HTTP status that the API gives it. */
export function errorsPage(root: string): string {
  const rows = errorCodes(root).map((code) => [
    `\`${code}\``,
    String(statusOfCode[code] ?? 500),
    `\`urn:plimsoll:problem:${code}\``,
  ]);
  return `# Errors

Generated from the code by \`npm run generate\`.

A failed operation has a code, \`part/what-went-wrong\`, and a message that says what, which and what to do. The API answers with a problem document (RFC 9457) that
carries both. Codes that no request can meet by itself have status 500 there; they are met on scans, runs and the command line.

${markdownTable(['Code', 'HTTP status', 'Problem type'], rows)}`;
}

/** The members of each closed union named `…ErrorCode`, from the files \`…-error.ts\`. */
export function errorCodes(root: string): readonly string[] {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('-error.ts'),
  );
  return [...new Set(files.flatMap((path) => codesIn(path, readFileSync(join(root, 'src', path), 'utf8'))))].sort();
}

function codesIn(path: string, text: string): readonly string[] {
  return parseSync(path, text).program.body.flatMap((statement) => {
    if (statement.type !== 'ExportNamedDeclaration') return [];
    const { declaration } = statement;
    if (declaration?.type !== 'TSTypeAliasDeclaration' || !declaration.id.name.endsWith('ErrorCode')) return [];
    const { typeAnnotation } = declaration;
    const members = typeAnnotation.type === 'TSUnionType' ? typeAnnotation.types : [typeAnnotation];
    return members.flatMap((member) =>
      member.type === 'TSLiteralType' && member.literal.type === 'Literal' ? String(member.literal.value) : [],
    );
  });
}
