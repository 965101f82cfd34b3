import type { Coverage, EcosystemCoverage } from '#core/coverage.ts';
import type { ScanProblem } from '#core/problem.ts';
import type { Inventory } from '#core/scan-report.ts';

const dayMs = 24 * 60 * 60 * 1000;
const maxUnreadFiles = 100;

/** What the verdict is made from; `advisories` where packages were looked up. */
export interface CoverageFacts extends Pick<Inventory, 'distro' | 'layers' | 'reading'> {
  /** All of the report. */
  readonly problems: readonly ScanProblem[];
  readonly advisories?: { readonly builtAt: string; readonly ecosystems: readonly EcosystemCoverage[] };
  readonly now: Date;
}

/** Says what a report can and cannot say of an image: nothing that is missing may look like nothing that is wrong. */
export function assessCoverage({ layers, reading, advisories, problems, ...facts }: CoverageFacts): Coverage {
  return {
    complete: !problems.some(({ affectsCoverage }) => affectsCoverage),
    distro: distroCoverage(facts.distro, problems),
    // Where no image was read, its layers are as a document tells of them, and so are the problems with them.
    layers: { read: reading?.layersRead ?? layers.length, total: layers.length },
    ...(advisories !== undefined && {
      advisories: {
        builtAt: advisories.builtAt,
        ageDays: Math.max(0, Math.floor((facts.now.getTime() - Date.parse(advisories.builtAt)) / dayMs)),
        ecosystems: advisories.ecosystems,
      },
    }),
    unreadFiles: unreadFiles(problems),
    sightings: reading?.sightings ?? [],
  };
}

function distroCoverage(distro: Inventory['distro'], problems: readonly ScanProblem[]): Coverage['distro'] {
  const why = (...codes: string[]) => problems.find(({ code }) => codes.includes(code))?.message;
  if (distro === undefined) {
    const reason = why('catalog/distro-missing');
    return { state: 'none', ...(reason !== undefined && { reason }) };
  }
  const reason = why('catalog/distro-unknown');
  const name = distro.prettyName;
  return reason === undefined ? { state: 'recognised', name } : { state: 'not-recognised', name, reason };
}

function unreadFiles(problems: readonly ScanProblem[]): Coverage['unreadFiles'] {
  const files = new Map<string, string>();
  for (const { stage, code, path, affectsCoverage } of problems) {
    const isOfFile = path !== undefined && (stage === 'image' || stage === 'catalog');
    if (isOfFile && affectsCoverage && !files.has(path)) files.set(path, code);
  }
  return { count: files.size, files: [...files].slice(0, maxUnreadFiles).map(([path, code]) => ({ path, code })) };
}
