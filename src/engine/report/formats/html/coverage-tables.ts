import type { Coverage, EcosystemCoverage } from '#core/coverage.ts';
import type { Lifecycle } from '#core/lifecycle.ts';
import type { Upgrade, UpgradePlan } from '#core/upgrade.ts';
import { escapeMarkup } from '../../writing/markup.ts';
import { cell, table } from './tables.ts';

const maxPathsShown = 5;
const maxUpgradesShown = 100;

/** How much of the image was read and looked up, part by part. */
export function coverageTable(coverage: Coverage): Iterable<string> {
  const rows = [
    distroRow(coverage),
    row(
      'Layers',
      coverage.layers.read === coverage.layers.total,
      `${coverage.layers.read} of ${coverage.layers.total} read`,
    ),
    ...advisoryRows(coverage),
    ...unreadRows(coverage),
    ...coverage.sightings.map(({ name, count, isAtLeast, paths, affectsCoverage }) =>
      row(
        'Not read',
        affectsCoverage ? false : undefined,
        `${isAtLeast === true ? 'at least ' : ''}${count} ${name}: ${some(paths, count)}`,
      ),
    ),
  ];
  return table(['What', 'Verdict', 'Details'], rows);
}

/** How long the distro, run-times and servers are supported. */
export function supportTable(lifecycles: readonly Lifecycle[]): Iterable<string> {
  return table(
    ['Release line', 'Support', 'Until', 'Packages'],
    lifecycles.map((line) =>
      [
        cell(escapeMarkup(`${line.product} ${line.cycle}`)),
        cell(supportWords(line), `severity ${severityOf[line.state]}`),
        cell(escapeMarkup(line.endOfLife ?? '')),
        cell(line.packageIds.slice(0, maxPathsShown).map(escapeMarkup).join('<br>')),
      ].join(''),
    ),
  );
}

/** Which packages to upgrade, the one that clears most risk first. */
export function planTable({ upgrades }: UpgradePlan): Iterable<string> {
  const titles = ['Upgrade', 'From', 'To', 'Clears', 'Leaves', 'Risk after', 'Command'];
  return table(titles, upgrades.slice(0, maxUpgradesShown).map(upgradeRow));
}

function upgradeRow({ name, from, to, channel, clears, leaves, riskAfter, command = '' }: Upgrade): string {
  const subscription = channel === undefined ? '' : ` (${channel})`;
  return [
    cell(escapeMarkup(name), 'package'),
    cell(escapeMarkup(from.join(', ')), 'mono'),
    cell(escapeMarkup(`${to}${subscription}`), 'mono'),
    cell(String(clears.length)),
    cell(String(leaves.length)),
    cell(String(riskAfter)),
    cell(escapeMarkup(command), 'mono'),
  ].join('');
}

const severityOf = { active: 'low', approaching: 'medium', ended: 'high' } as const;

function supportWords({ state, daysLeft }: Lifecycle): string {
  if (daysLeft === undefined) return state === 'ended' ? 'ended' : 'goes on';
  return daysLeft < 0 ? `ended ${-daysLeft} days ago` : `${daysLeft} days left`;
}

function distroRow({ distro: { state, name = '', reason = '' } }: Coverage): string {
  if (state === 'recognised') return row('Distro', true, name);
  return state === 'none' ? row('Distro', undefined, 'none found') : row('Distro', false, `${name} ${reason}`.trim());
}

function advisoryRows({ advisories }: Coverage): readonly string[] {
  if (advisories === undefined) return [row('Advisories', undefined, 'not looked up')];
  const { builtAt, ageDays, ecosystems } = advisories;
  const built = row('Advisories', true, `built ${builtAt}, ${ageDays} days before`);
  return [built, ...ecosystems.map((one) => row(nameOf(one), one.covered, ecosystemWords(one)))];
}

function nameOf({ ecosystem, release }: EcosystemCoverage): string {
  return release === undefined ? ecosystem : `${ecosystem} ${release}`;
}

function ecosystemWords({ packages, covered, reason = '' }: EcosystemCoverage): string {
  const count = packages === 1 ? '1 package' : `${packages} packages`;
  return covered ? `${count} looked up` : `${count} not looked up: ${reason}`;
}

function unreadRows({ unreadFiles: { count, files } }: Coverage): readonly string[] {
  if (count === 0) return [];
  const paths = files.map(({ path }) => path);
  return [row('Unread files', false, `${count}: ${some(paths, count)}`)];
}

function some(paths: readonly string[], count: number): string {
  const shown = paths.slice(0, maxPathsShown);
  return `${shown.join(', ')}${count > shown.length ? ', …' : ''}`;
}

/** `isWhole` undefined: nothing is missing from the report because of it, and nothing was gained. */
function row(what: string, isWhole: boolean | undefined, details: string): string {
  const verdict =
    isWhole === undefined ? cell('not affected') : isWhole ? cell('complete') : cell('incomplete', 'severity high');
  return `${cell(escapeMarkup(what))}${verdict}${cell(escapeMarkup(details))}`;
}
