import type { Recommendations, Upgrade } from '../../../api/generated/index.ts';

const howTo: Readonly<Record<string, string>> = {
  npm: 'Ask for it in package.json; where another package brings it, under "overrides".',
  maven: 'Set the version in the pom or, where another artifact brings it, under dependencyManagement.',
  gem: 'Ask for it in the Gemfile, then: bundle update.',
  hex: 'Ask for it in mix.exs.',
  deb: 'No package manager in the image: build it anew on a base that has this version.',
  apk: 'No package manager in the image: build it anew on a base that has this version.',
  rpm: 'No package manager in the image: build it anew on a base that has this version.',
};

/** What to do where no command is sure to install the version. */
export function howToUpgrade({ type, fromBaseImage, channel }: Pick<Upgrade, 'type' | 'fromBaseImage' | 'channel'>) {
  if (channel !== undefined) return 'The image must be built where that subscription is active.';
  if (fromBaseImage) return 'The base image brings it: build on a newer one.';
  return howTo[type] ?? 'Ask for this version where the image is built, and build it anew.';
}

/** Whether the words on how to do an upgrade are those on another. */
export function isDoneAlike(upgrade: Upgrade, other: Upgrade | undefined): boolean {
  if (other === undefined || upgrade.command !== undefined || other.command !== undefined) return false;
  return howToUpgrade(upgrade) === howToUpgrade(other);
}

/** The smallest share of the plan, from its beginning, that clears 80 % of the risk that can be cleared; undefined where that is all. */
export function firstSteps({ upgrades }: Pick<Recommendations, 'upgrades'>): number | undefined {
  const wanted = 0.8 * upgrades.reduce((sum, { clearsRisk }) => sum + clearsRisk, 0);
  let risk = 0;
  for (const [index, { clearsRisk }] of upgrades.entries()) {
    risk += clearsRisk;
    if (risk >= wanted) return index + 1 < upgrades.length ? index + 1 : undefined;
  }
  return undefined;
}

/** Why findings stay, in words: `12 nobody has fixed yet, 3 will not be fixed`. */
export function stayWords({ notFixed, wontFix, fixed, unknown }: Omit<Recommendations['stays'], 'severityCounts'>) {
  const parts = [
    [notFixed, 'not fixed by anybody yet'],
    [wontFix, 'will not be fixed by those who publish the package'],
    [fixed, 'fixed only in versions that are worse on the whole, or that cannot be compared'],
    [unknown, 'of which nobody says whether there is a fix'],
  ] as const;
  return parts.filter(([count]) => count > 0).map(([count, words]) => `${count.toLocaleString('en')} ${words}`);
}
