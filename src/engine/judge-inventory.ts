import type { Coverage } from '#core/coverage.ts';
import type { Finding } from '#core/finding.ts';
import type { Lifecycle } from '#core/lifecycle.ts';
import type { Policy, Verdict } from '#core/policy.ts';
import type { ScanProblem } from '#core/problem.ts';
import type { Inventory } from '#core/scan-report.ts';
import { riskScore } from '#engine/match/index.ts';
import { judgeReport } from '#engine/policy/index.ts';

interface Known {
  readonly findings: readonly Finding[];
  readonly lifecycles: readonly Lifecycle[];
  readonly coverage: Coverage;
}

/** What policies say of an inventory and its findings. A document in place of an image tells nothing of how that is configured: a problem says so. */
export function judgeInventory(
  { image, sbom, packages, secrets }: Pick<Inventory, 'image' | 'sbom' | 'packages' | 'secrets'>,
  { findings, lifecycles, coverage }: Known,
  policies: readonly Policy[],
  now: Date,
): { readonly verdicts: readonly Verdict[]; readonly problems: readonly ScanProblem[] } {
  if (policies.length === 0) return { verdicts: [], problems: [] };
  const { config, size } = image;
  const judged = {
    image: {
      kind: 'image',
      ...(sbom === undefined && { config }),
      lifecycles,
      secrets,
      complete: coverage.complete,
      size,
    },
    packages,
    findings: findings.map((finding) => ({ ...finding, risk: riskScore(finding) })),
  } as const;
  const verdicts = judgeReport(policies, judged, now);
  const asksImage = verdicts.some(({ rules }) => rules.some(({ subject }) => subject === 'image'));
  return { verdicts, problems: asksImage && sbom !== undefined ? [notJudged(sbom.path)] : [] };
}

function notJudged(path: string): ScanProblem {
  return {
    stage: 'policy',
    code: 'policy/image-not-read',
    path,
    message: `${path} does not tell how the image is configured: what policies ask of its user, environment, labels, instructions and age is not judged`,
    affectsCoverage: false,
  };
}
