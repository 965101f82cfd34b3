import { type Command, InvalidArgumentError, Option } from 'commander';
import type { QueryValues } from '../service/service.ts';

/** An option that narrows which images, or findings, are listed: the API's parameter of the same meaning takes its value. */
interface FilterOption {
  readonly parameter: string;
  readonly flags: string;
  readonly help: string;
  readonly choices?: readonly string[];
  readonly parse?: (text: string) => string | number | boolean;
}

/** What the listing routes of the API can be asked for, but for the registry, which people name by its name. */
export const filterOptions: readonly FilterOption[] = [
  { parameter: 'repository', flags: '--repository <name>', help: 'of this repository, with its host' },
  {
    parameter: 'q',
    flags: '--search <words>',
    help: 'with these words in registry, repository, tag, distro, platform or digest',
  },
  {
    parameter: 'severity',
    flags: '--severity <level>',
    help: 'with a finding at least as bad',
    choices: ['critical', 'high', 'medium', 'low'],
  },
  { parameter: 'fixable', flags: '--fixable [bool]', help: 'with a finding that can be fixed', parse: readBoolean },
  { parameter: 'exploitable', flags: '--exploitable [bool]', help: 'with an exploitable finding', parse: readBoolean },
  { parameter: 'kev', flags: '--kev [bool]', help: 'with a finding known to be exploited', parse: readBoolean },
  { parameter: 'epss', flags: '--epss <score>', help: 'with a finding of at least this EPSS score', parse: readScore },
  { parameter: 'vulnerability', flags: '--vulnerability <id>', help: 'that have this CVE, or other name of it' },
  { parameter: 'package', flags: '--package <name>', help: 'that hold this package: name, name@version or purl' },
  { parameter: 'packageType', flags: '--package-type <type>', help: 'that hold packages of this purl type' },
  {
    parameter: 'coverage',
    flags: '--coverage <state>',
    help: 'read and looked up so far',
    choices: ['complete', 'partial', 'unknown'],
  },
  {
    parameter: 'policy',
    flags: '--policy <outcome>',
    help: 'for which policies, or that of --policy-id, come to this',
    choices: ['fail', 'warn', 'pending', 'accepted', 'pass', 'none'],
  },
  { parameter: 'policyId', flags: '--policy-id <id>', help: 'that violate this policy' },
  { parameter: 'exceptionId', flags: '--exception-id <id>', help: 'in which this exception accepts something' },
  { parameter: 'platform', flags: '--platform <os/arch>', help: 'of this platform' },
  { parameter: 'distro', flags: '--distro <name>', help: 'of this distro: debian, debian:12' },
  {
    parameter: 'endOfLife',
    flags: '--end-of-life [bool]',
    help: 'that hold a distro, run-time or server past its end of support',
    parse: readBoolean,
  },
  {
    parameter: 'endOfLifeWithin',
    flags: '--end-of-life-within <days>',
    help: 'that hold a distro, run-time or server past its end of support, or within so many days of it',
    parse: readDays,
  },
  { parameter: 'label', flags: '--label <key=value>', help: 'with this label' },
  { parameter: 'baseImage', flags: '--base-image <digest>', help: 'built on this image' },
  { parameter: 'secrets', flags: '--secrets [bool]', help: 'in which a credential was found', parse: readBoolean },
  {
    parameter: 'scannedSince',
    flags: '--scanned-since <time>',
    help: 'scanned at that time or later',
    parse: readTime,
  },
  { parameter: 'scannedBefore', flags: '--scanned-before <time>', help: 'scanned before', parse: readTime },
];

/** Adds the filters to a command. */
export function addFilterOptions(command: Command): Command {
  command.option('--registry <name>', 'only images in this registry: its name, path or id');
  for (const { flags, help, choices, parse } of filterOptions) {
    const option = new Option(flags, `only images ${help}`);
    if (choices !== undefined) option.choices([...choices]);
    if (parse !== undefined) option.argParser(parse);
    command.addOption(option);
  }
  return command.addHelpText(
    'after',
    `
Options with [bool] take "true", which is meant where nothing follows, or
"false": only images without.`,
  );
}

/** The API's parameters for the filters that were given. */
export function filterQuery(command: Command): QueryValues {
  return Object.fromEntries(
    filterOptions.map(({ parameter, flags }) => [
      parameter,
      command.getOptionValue(new Option(flags).attributeName()) as string | number | boolean | undefined,
    ]),
  );
}

function readBoolean(text: string): boolean {
  if (text === 'true' || text === 'yes') return true;
  if (text === 'false' || text === 'no') return false;
  throw new InvalidArgumentError('It is true or false.');
}

function readScore(text: string): number {
  const score = Number(text);
  if (text.trim() === '' || !(score >= 0 && score <= 1)) throw new InvalidArgumentError('EPSS scores go from 0 to 1.');
  return score;
}

function readDays(text: string): number {
  if (!/^\d{1,4}$/.test(text)) throw new InvalidArgumentError('It is a number of days.');
  return Number(text);
}

function readTime(text: string): string {
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new InvalidArgumentError('Write 2026-01-31, or 2026-01-31T12:00:00Z.');
  return new Date(time).toISOString();
}
