import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type SampleVulnerability, sampleKnownExploited, sampleVulnerabilities } from './sample-vulnerabilities.ts';

/**
 * Writes the sample advisories to `directory`: OSV files under `own/` (what `--own` takes) and EPSS, KEV and Exploit-DB files as upstream lays
 * them out (what `--from` takes).
 */
export async function writeSampleFeeds(
  directory: string,
  now: Date,
): Promise<{ readonly from: string; readonly own: string }> {
  const own = join(directory, 'own');
  await mkdir(own, { recursive: true });
  for (const vulnerability of sampleVulnerabilities) {
    for (const record of osvRecords(vulnerability))
      await writeFile(join(own, `${record.id}.json`), JSON.stringify(record));
  }
  await writeFile(join(directory, 'epss_scores-current.csv.gz'), gzipSync(epssCsv(now)));
  await writeFile(join(directory, 'known_exploited_vulnerabilities.json'), JSON.stringify(knownExploited(now)));
  await writeFile(join(directory, 'files_exploits.csv'), exploitIndex);
  return { from: directory, own };
}

interface OsvRecord {
  readonly id: string;
  readonly [key: string]: unknown;
}

/** One record for each publisher that names the flaw: the distros' own, and GitHub's for npm. */
function osvRecords(vulnerability: SampleVulnerability): readonly OsvRecord[] {
  const groups = Map.groupBy(vulnerability.affects, ([ecosystem]) => ecosystem.split(':')[0] ?? ecosystem);
  return [...groups].map(([ecosystem, affects]) => {
    const isDistro = ecosystem !== 'npm';
    return {
      schema_version: '1.7.0',
      id: isDistro ? `${ecosystem.toUpperCase()}-${vulnerability.cve}` : (vulnerability.ghsa ?? vulnerability.cve),
      ...(isDistro ? { upstream: [vulnerability.cve] } : { aliases: [vulnerability.cve] }),
      summary: vulnerability.summary,
      published: vulnerability.published,
      modified: vulnerability.published,
      references: [{ type: 'WEB', url: `https://www.cve.org/CVERecord?id=${vulnerability.cve}` }],
      ...(vulnerability.vector !== undefined && { severity: [{ type: 'CVSS_V3', score: vulnerability.vector }] }),
      affected: affects.map(([osvEcosystem, name, fixed, introduced]) => ({
        package: { ecosystem: osvEcosystem, name },
        ranges: [{ type: isDistro ? 'ECOSYSTEM' : 'SEMVER', events: [{ introduced: introduced ?? '0' }, { fixed }] }],
      })),
      database_specific: { sample: true },
    };
  });
}

/** Exploit-DB's index, of which the sample has one line that names no vulnerability. */
const exploitIndex = 'id,description,date_published,codes\n1,"Sample",2020-01-01,\n';

function epssCsv(now: Date): string {
  const rows = sampleVulnerabilities.map(({ cve, epss: [score, percentile] }) => `${cve},${score},${percentile}`);
  return [`#model_version:sample,score_date:${now.toISOString()}`, 'cve,epss,percentile', ...rows, ''].join('\n');
}

function knownExploited(now: Date): object {
  return {
    title: 'Sample of the Known Exploited Vulnerabilities catalogue',
    catalogVersion: 'sample',
    dateReleased: now.toISOString(),
    count: sampleKnownExploited.length,
    vulnerabilities: sampleKnownExploited.map(([cveID, dateAdded, dueDate]) => ({
      cveID,
      dateAdded,
      dueDate,
      vendorProject: 'sample',
      product: 'sample',
      vulnerabilityName: cveID,
      shortDescription: cveID,
      requiredAction: 'Update.',
      knownRansomwareCampaignUse: 'Unknown',
    })),
  };
}
