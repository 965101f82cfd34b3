import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildImage, writeOciLayout } from '#tests/support/image-builder.ts';
import { useTemporaryDirectory } from '#tests/support/image-context.ts';
import { runPlimsoll } from '#tests/support/run-cli.ts';

const directory = useTemporaryDirectory();

async function sbomOf(classifiers: string) {
  const file = join(directory.path, 'classifiers.json');
  writeFileSync(file, classifiers);
  const content = `\x7fELF${'\0'.repeat(60)}Acme Tool 4.5.6 (built today)`;
  const image = buildImage({ layers: [{ files: [{ path: 'opt/bin/tool', content, mode: 0o755 }] }] });
  const layout = await writeOciLayout(join(directory.path, `image-${classifiers.length}`), [{ image }]);
  const args = ['sbom', `oci:${layout}`, '--format', 'cyclonedx', '--data', directory.path];
  return await runPlimsoll([...args, '--binary-classifiers', file]);
}

describe('plimsoll --binary-classifiers', () => {
  it('recognises what the file names', async () => {
    const { stdout } = await sbomOf('[{"name":"acme-tool","paths":["bin/tool"],"versions":["Acme Tool {version} ("]}]');
    expect(stdout).toContain('pkg:generic/acme-tool@4.5.6');
  });

  it('names what is wrong with the file, and ends with 2', async () => {
    const { status, stderr } = await sbomOf('[{"name":"acme tool","paths":["bin/tool"]}]');
    expect(status).toBe(2);
    expect(stderr).toContain('classifier 1 (acme tool) has no "versions"');
    expect(stderr).toContain('"name" must be a name');
  });
});
