import type { Coverage } from '#core/coverage.ts';
import type { Finding } from '#core/finding.ts';
import type { Lifecycle } from '#core/lifecycle.ts';
import type { Policy, Verdict } from '#core/policy.ts';
import type { ScanProblem } from '#core/problem.ts';
import type { Inventory } from '#core/scan-report.ts';
import { riskScore } from '#engine/match/index.ts';
import { describeRule, judgeReport, readsConfig } from '#engine/policy/index.ts';

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
  const unjudged =
    sbom === undefined ? [] : policies.flatMap(({ rules }) => rules.filter(readsConfig).map(describeRule));
  return { verdicts, problems: sbom === undefined || unjudged.length === 0 ? [] : [notJudged(sbom.path, unjudged)] };
}

function notJudged(path: string, rules: readonly string[]): ScanProblem {
  return {
    stage: 'policy',
    code: 'policy/image-not-read',
    path,
    message: `${path} does not tell how the image is configured, so these rules of policies are not judged: ${[...new Set(rules)].join('; ')}`,
    affectsCoverage: false,
  };
}
