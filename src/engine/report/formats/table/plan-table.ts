import { asFarAsKnown } from '#core/risk-words.ts';
import type { ScanReport } from '#core/scan-report.ts';
import type { Upgrade, UpgradePlan } from '#core/upgrade.ts';
import type { ReportOptions } from '../../report-format.ts';
import { type Column, layOut, paint } from '../../writing/text-table.ts';

const columns: readonly Column<Upgrade & { readonly at: number }>[] = [
  { title: '#', text: ({ at }) => String(at + 1), alignRight: true },
  { title: 'UPGRADE', text: ({ name }) => name, maxWidth: 36 },
  { title: 'FROM', text: ({ from }) => from.join(', '), maxWidth: 28 },
  { title: 'TO', text: ({ to, channel }) => `${to}${channel === undefined ? '' : ` (${channel})`}`, maxWidth: 36 },
  { title: 'CLEARS', text: ({ clears }) => String(clears.length), alignRight: true },
  { title: 'LEAVES', text: ({ leaves }) => String(leaves.length), alignRight: true },
  { title: 'BRINGS', text: ({ brings }) => String(brings.length), alignRight: true },
  { title: 'RISK AFTER', text: ({ riskAfter }) => String(riskAfter), alignRight: true },
  { title: 'WHERE', text: ({ fromBaseImage }) => (fromBaseImage === true ? 'base image' : '') },
];

/** Which packages to upgrade, the one that clears most risk first. */
export function* planTable({ plan, complete }: ScanReport, options: ReportOptions): Generator<string> {
  if (plan === undefined) return;
  yield `\n${paint('Upgrade plan', 1, options.color)}\n`;
  if (plan.upgrades.length === 0) {
    yield 'No upgrade clears anything that is known.\n';
    return;
  }
  yield* layOut(
    plan.upgrades.map((upgrade, at) => ({ ...upgrade, at })),
    columns,
    options.color,
  );
  yield summary(plan, complete);
}

function summary({ riskBefore, upgrades }: UpgradePlan, isComplete: boolean): string {
  const cleared = upgrades.reduce((sum, { clears }) => sum + clears.length, 0);
  const all = upgrades.reduce((sum, { clearsRisk }) => sum + clearsRisk, 0);
  let first = 0;
  for (let risk = 0; first < upgrades.length && risk < 0.8 * all; first += 1) risk += upgrades[first]?.clearsRisk ?? 0;
  const most = first < upgrades.length ? `; the first ${first} clear 80 % of the risk that can be cleared` : '';
  const count = upgrades.length === 1 ? '1 upgrade clears' : `${upgrades.length} upgrades clear`;
  return `${count} ${cleared} vulnerabilities${most}. The image's risk goes from ${riskBefore} to ${upgrades.at(-1)?.riskAfter ?? riskBefore} of 100${asFarAsKnown(isComplete)}.\n`;
}
