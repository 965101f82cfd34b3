import { defaultLimits } from '#core/limits.ts';
import { settingsSchema } from '#main/config.ts';
import { markdownTable } from './markdown-table.ts';

interface Setting {
  readonly type?: string;
  readonly default?: unknown;
  readonly description?: string;
}

/** `docs/reference/configuration.md`: every setting, and every limit. */
export function configurationPage(): string {
  const settings = Object.entries(settingsSchema.properties as Readonly<Record<string, Setting>>);
  return `# Configuration

Generated from the code by \`npm run generate\`.

## Environment variables

All problems with them are told at once, at start. \`HTTP_PROXY\`, \`HTTPS_PROXY\`, \`NO_PROXY\` and \`NO_COLOR\` are heeded as usual.

${markdownTable(
  ['Variable', 'Type', 'Default', 'Meaning'],
  settings.map(([name, setting]) => [
    `\`${name}\``,
    setting.type ?? '',
    setting.default === undefined ? '' : `\`${JSON.stringify(setting.default)}\``,
    setting.description ?? '',
  ]),
)}
The command line heeds \`PLIMSOLL_DATA\`, and where it is the client of a service:

${markdownTable(
  ['Variable', 'Meaning'],
  [
    [
      '`PLIMSOLL_SERVER`',
      'Address of the service, as `--server` gives it. `scan` is then done by the service, unless `--local` is given.',
    ],
    [
      '`PLIMSOLL_TOKEN`',
      'API token to sign in with, as `--token` gives it, and better: command lines are seen by others.',
    ],
  ],
)}
## Limits

What is larger is not read, and is named in the report as \`limits.NAME\`. Bytes, milliseconds or counts, as the names say.

${markdownTable(
  ['Limit', 'Value'],
  Object.entries(defaultLimits).map(([name, value]) => [`\`${name}\``, readable(name, value)]),
)}`;
}

function readable(name: string, value: number): string {
  if (!name.endsWith('Bytes')) return value.toLocaleString('en');
  const units = ['bytes', 'KiB', 'MiB', 'GiB'];
  let [size, unit] = [value, 0];
  while (size >= 1024 && size % 1024 === 0 && unit < units.length - 1) [size, unit] = [size / 1024, unit + 1];
  return `${size} ${units[unit]}`;
}
