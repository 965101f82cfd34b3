import type { LinkProps } from '@tanstack/react-router';
import { vulnerabilityIdOf } from '../../components/vulnerability/vulnerability-id.ts';

/** Where a choice leads: a screen's address, or what the shell does itself. */
export type Target =
  | {
      readonly to: NonNullable<LinkProps['to']>;
      readonly params?: Readonly<Record<string, string>>;
      readonly search?: Readonly<Record<string, unknown>>;
    }
  | 'scan-now'
  | 'key-help';

/** Something that one may choose. */
export interface Command {
  readonly id: string;
  readonly group: 'Go to' | 'Find' | 'Vulnerabilities' | 'Packages' | 'Registries' | 'Repositories' | 'Images';
  readonly label: string;
  readonly note?: string;
  readonly target: Target;
}

const screens: readonly Command[] = [
  { id: 'scan-now', group: 'Go to', label: 'Scan an image now', target: 'scan-now' },
  screen('Registry', '/registry', 'registries, repositories, images and tags'),
  screen('Images', '/images', 'of all registries, worst first'),
  screen('Other artifacts', '/artifacts', 'charts, models, signatures: what is no image'),
  screen('Dashboard', '/dashboard', 'trend, news, the most exposed registries'),
  screen('Policies', '/policies', 'what images must keep, and how many do'),
  screen('Compare', '/compare', 'two images: added, fixed, common'),
  screen('Queue', '/queue', 'scans that wait, run, failed'),
  screen('Registry credentials', '/registry-credentials', 'add or change a registry'),
  screen('Advisories', '/advisories', 'what packages are looked up in'),
  screen('VEX documents', '/statements', 'statements, exceptions: what does not affect your images'),
  screen('API tokens', '/api-tokens', 'for pipelines and the command line'),
  { id: 'key-help', group: 'Go to', label: 'Keys', note: 'what each key does', target: 'key-help' },
];

function screen(label: string, to: NonNullable<LinkProps['to']>, note: string): Command {
  return { id: to, group: 'Go to', label, note, target: { to } };
}

/** The screens that have every word of the text in their name or note, and what else a text can be looked for as. */
export function commandsFor(text: string): readonly Command[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = screens.filter(({ label, note = '' }) => {
    const name = `${label} ${note}`.toLowerCase();
    return words.every((word) => name.includes(word));
  });
  return [...searchesFor(text.trim()), ...found];
}

function searchesFor(text: string): readonly Command[] {
  if (text.length < 2) return [];
  const all: Command = {
    id: 'search-images',
    group: 'Find',
    label: `Images with “${text}” in their name`,
    target: { to: '/images', search: { q: text } },
  };
  const vulnerability = vulnerabilityIdOf(text);
  if (vulnerability !== undefined) {
    const target: Target = { to: '/images', search: { vulnerability } };
    return [{ id: 'vulnerability', group: 'Find', label: `Images that have ${text}`, target }];
  }
  const search = { package: text };
  return [
    all,
    { id: 'package', group: 'Find', label: `Images that hold the package ${text}`, target: { to: '/images', search } },
  ];
}
