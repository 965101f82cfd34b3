import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { writeZip } from './zip-writer.ts';

/** An OSV record, as far as a test cares; `id` and `modified` are filled in. */
export type OsvRecord = Readonly<Record<string, unknown>> & { readonly id: string };

/** What a mirror of feeds holds; what is left out is not there. */
export interface MirrorContent {
  /** Records by OSV ecosystem. */
  readonly osv?: Readonly<Record<string, readonly OsvRecord[]>>;
  readonly ecosystemsTxt?: string;
  /** Scores by CVE. */
  readonly epss?: Readonly<Record<string, number>>;
  readonly kev?: readonly Readonly<Record<string, unknown>>[];
  /** Lines below the heading. */
  readonly exploits?: readonly string[];
  /** Any other files: what is no text is written as JSON. */
  readonly files?: Readonly<Record<string, unknown>>;
}

/** Writes a mirror into a directory, replacing what it says, and returns the directory. */
export async function writeMirror(directory: string, content: MirrorContent): Promise<string> {
  const write = async (path: string, data: string | Uint8Array) => {
    const file = join(directory, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, data);
  };
  await mkdir(directory, { recursive: true });
  for (const [ecosystem, records] of Object.entries(content.osv ?? {})) {
    await write(`osv/${ecosystem}/all.zip`, osvZip(records));
  }
  if (content.ecosystemsTxt !== undefined) await write('osv/ecosystems.txt', content.ecosystemsTxt);
  if (content.epss !== undefined) {
    const rows = Object.entries(content.epss).map(([cve, score]) => `${cve},${score},0.5`);
    const lines = ['#model_version:v1,score_date:2026-01-02T00:00:00+0000', 'cve,epss,percentile', ...rows];
    await write('epss_scores-current.csv.gz', gzipSync(`${lines.join('\n')}\n`));
  }
  if (content.kev !== undefined) {
    await write('known_exploited_vulnerabilities.json', JSON.stringify({ vulnerabilities: content.kev }));
  }
  if (content.exploits !== undefined) {
    await write('files_exploits.csv', `id,file,description,date_published,codes\n${content.exploits.join('\n')}\n`);
  }
  for (const [path, value] of Object.entries(content.files ?? {})) {
    const isText = typeof value === 'string' || value instanceof Uint8Array;
    await write(path, isText ? value : JSON.stringify(value));
  }
  return directory;
}

/** Records as OSV packs them: one `<id>.json` each. */
export function osvZip(records: readonly OsvRecord[]): Buffer {
  return writeZip(
    records.map((record) => ({
      name: `${record.id}.json`,
      content: JSON.stringify({ modified: '2026-01-01T00:00:00Z', ...record }),
    })),
  );
}

/** An `affected` entry with one range from 0 to `fixed`, or without end. */
export function affectedBefore(ecosystem: string, name: string, fixed?: string): Readonly<Record<string, unknown>> {
  const events = [{ introduced: '0' }, ...(fixed === undefined ? [] : [{ fixed }])];
  return { package: { ecosystem, name }, ranges: [{ type: 'ECOSYSTEM', events }] };
}
