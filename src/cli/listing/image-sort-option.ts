import { type Command, Option } from 'commander';
import type { ImageSort } from '#api/models.ts';

/** By what the service sorts images, as its API names it. */
export const imageSorts: readonly ImageSort[] = [
  'worst',
  'name',
  'newest',
  'registry',
  'repository',
  'tag',
  'platform',
  'distro',
  'critical',
  'high',
  'medium',
  'low',
  'findings',
  'fixable',
  'exploitable',
  'knownExploited',
  'risk',
  'coverage',
  'policy',
  'packages',
  'size',
  'created',
  'scanned',
];

/** Adds `--sort` and `--reverse` to a command. */
export function addSortOptions(command: Command): Command {
  return command
    .addOption(new Option('--sort <by>', 'in which order').choices([...imageSorts]).default('worst'))
    .option('--reverse', 'the other way round');
}
