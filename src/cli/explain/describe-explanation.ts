import type { AdvisoryExplanation, Explanation, PackageExplanation } from '#core/explanation.ts';

const words = {
  affected: 'AFFECTED',
  suppressed: 'affected, but suppressed',
  'not-affected': 'not affected',
  undecided: 'UNDECIDED',
  owned: 'left to its owner',
  'other-release': 'not affected',
} as const;

const maxElsewhere = 10;

/** Writes an explanation for people: what decided first, then what was looked up and what each advisory says. */
export function* describeExplanation(explanation: Explanation, reference: string): Generator<string> {
  // Names come from images and advisories, and go to a terminal.
  for (const line of lines(explanation, reference)) {
    yield `${line.slice(0, -1).replace(/(?!\n)[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, '?')}\n`;
  }
}

function* lines(explanation: Explanation, reference: string): Generator<string> {
  const { vulnerabilityId, names, packages, unmentioned, elsewhere } = explanation;
  yield `${vulnerabilityId} in ${reference}\n`;
  if (names.length > 1) yield `also known as ${names.slice(1).join(', ')}\n`;
  if (packages.length === 0) yield '\nNo package of the image is named by an advisory on it.\n';
  for (const one of packages) yield* describePackage(one);
  yield '\n';
  if (packages.length > 0) yield `${unmentioned} other packages are named by no advisory on it.\n`;
  if (elsewhere.length > 0) yield 'Advisories on it that are about other packages:\n';
  for (const { advisoryId, source, about } of elsewhere.slice(0, maxElsewhere)) {
    yield `  ${advisoryId} (${source}): ${about.length === 0 ? 'names no package' : about.join(', ')}\n`;
  }
  if (elsewhere.length > maxElsewhere) yield `  and ${elsewhere.length - maxElsewhere} more\n`;
  if (packages.length === 0 && elsewhere.length === 0) yield 'The advisory database knows no advisory of that name.\n';
}

function* describePackage(one: PackageExplanation): Generator<string> {
  yield `\n${one.name} ${one.version}: ${words[one.verdict]}\n`;
  yield `  why        ${one.reason}\n`;
  for (const { ecosystem, release, name, version, scheme } of one.lookUps) {
    yield `  looked up  ${name} ${version} in ${ecosystem}${release === undefined ? '' : ` ${release}`}, by ${scheme} order\n`;
  }
  if (one.rating !== undefined) {
    const { severity, scores, risk } = one.rating;
    const ratings = scores.map(({ by, kind, severity: word, score }) =>
      `${by} ${kind} ${score ?? ''} ${word}`.replace('  ', ' '),
    );
    yield `  severity   ${severity === 'unknown' ? 'not rated yet' : severity}${ratings.length > 0 ? `, of: ${ratings.join('; ')}` : ''}\n`;
    yield `  risk       ${risk}\n`;
  }
  if (one.hidden !== undefined) yield `  hidden     ${one.hidden}\n`;
  for (const { by, statementId, reason } of one.suppressions) yield `  ${by.padEnd(9)}  ${statementId}: ${reason}\n`;
  for (const advisory of one.advisories) yield* describeAdvisory(advisory);
}

function* describeAdvisory({
  advisoryId,
  source,
  firstHand,
  verdict,
  statements,
}: AdvisoryExplanation): Generator<string> {
  yield `  advisory   ${advisoryId} (${source}${firstHand ? ', first-hand' : ''}): ${verdict.replaceAll('-', ' ')}\n`;
  for (const { text, reason, fix } of statements) {
    yield `               ${text}\n                 ${reason}${fix === undefined ? '' : `; fix: ${fixOf(fix)}`}\n`;
  }
}

function fixOf({
  state,
  versions,
  reason,
  availableSince,
}: {
  state: string;
  versions: readonly string[];
  reason?: string;
  availableSince?: string;
}): string {
  const since = availableSince === undefined ? '' : ` since ${availableSince.slice(0, 10)}`;
  const why = reason === undefined ? '' : ` (${reason})`;
  return `${versions.length > 0 ? versions.join(', ') : state.replace('-', ' ')}${since}${why}`;
}
