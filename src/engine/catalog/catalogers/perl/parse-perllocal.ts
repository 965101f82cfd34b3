import { textLines } from '../../text-lines.ts';

const headPattern = /^=head2 .{0,200}?: C<Module> L<([\w:]{1,300})[|>]/;
const versionPattern = /^C<VERSION: ([!-~]{1,100})>$/;
const maxModules = 50_000;

/**
 * Reads `perllocal.pod`, to which ExtUtils::MakeMaker appends an entry for each module that it installs (ExtUtils::Command::MM,
 * `perllocal_install`), and returns the version of each module's last entry.
 */
export function parsePerllocal(text: string): readonly (readonly [module: string, version: string])[] {
  const versions = new Map<string, string>();
  let module: string | undefined;
  for (const line of textLines(text)) {
    if (line.startsWith('=head2 ')) module = headPattern.exec(line)?.[1];
    const version = line.startsWith('C<VERSION: ') ? versionPattern.exec(line)?.[1] : undefined;
    if (module === undefined || version === undefined) continue;
    if (versions.size < maxModules || versions.has(module)) versions.set(module, version);
  }
  return [...versions];
}
