import type { AdvisoryDatabase } from '#engine/advisories/index.ts';
import { matchSubject } from '#engine/match/index.ts';
import { type Label, labels } from './labels.ts';

/** How well matching does on the labelled cases of one ecosystem. */
export interface Score {
  readonly cases: number;
  /** Of what was found, how much is true. */
  readonly precision: number;
  /** Of what is true, how much was found. */
  readonly recall: number;
  /** Each case that came out wrong, in words. */
  readonly wrong: readonly string[];
}

/** Scores for each ecosystem that has labels. */
export function measureLabels(database: AdvisoryDatabase): ReadonlyMap<string, Score> {
  const byEcosystem = Map.groupBy(labels, ({ ecosystem }) => ecosystem);
  return new Map(Array.from(byEcosystem, ([ecosystem, some]) => [ecosystem, scoreOf(some, database)]));
}

function scoreOf(some: readonly Label[], database: AdvisoryDatabase): Score {
  const cases = some.flatMap((label) => [
    ...label.affected.map((version) => ({
      label,
      version,
      isAffected: true,
      isFound: isFound(label, version, database),
    })),
    ...label.unaffected.map((version) => ({
      label,
      version,
      isAffected: false,
      isFound: isFound(label, version, database),
    })),
  ]);
  const count = (isAffected: boolean, found: boolean) =>
    cases.filter((one) => one.isAffected === isAffected && one.isFound === found).length;
  const [hits, misses, falseAlarms] = [count(true, true), count(true, false), count(false, true)];
  return {
    cases: cases.length,
    precision: hits + falseAlarms === 0 ? 0 : hits / (hits + falseAlarms),
    recall: hits / (hits + misses),
    wrong: cases
      .filter((one) => one.isAffected !== one.isFound)
      .map(
        ({ label, version, isFound: found }) =>
          `${label.name} ${version} ${label.vulnerability}: ${found ? 'found, but not affected' : 'missed'}`,
      ),
  };
}

function isFound(
  { ecosystem, release, name, vulnerability }: Label,
  version: string,
  database: AdvisoryDatabase,
): boolean {
  const subject = { ecosystem, name, version, ...(release !== undefined && { release }) };
  return matchSubject(subject, database).matches.some(({ vulnerabilityId }) => vulnerabilityId === vulnerability);
}
