import { shortText } from '../../short-text.ts';

/** What the main file of a plugin says in the comment at its head. */
export type PluginHeader = {
  readonly version: string;
  readonly license?: string;
};

/** A field stands on a line of its own, behind what makes it a comment. */
const field = /^[ \t/*#@]{0,64}(Plugin Name|Version|License)[ \t]{0,16}:(.*)$/i;
const closing = /\s*(?:\*\/|\?>).*$/;
const versionPattern = /^[0-9A-Za-z][0-9A-Za-z.+_~-]{0,63}$/;

/**
 * Reads the header of a plugin (developer.wordpress.org/plugins/plugin-basics/header-requirements); undefined where the file has none, as all of a
 * plugin's files but one.
 */
export function parsePluginHeader(text: string): PluginHeader | undefined {
  const fields = new Map<string, string>();
  for (const line of text.split(/\r\n?|\n/)) {
    const [, name, value] = field.exec(line.replace(/^<\?php/, '')) ?? [];
    if (name === undefined || value === undefined || fields.has(name.toLowerCase())) continue;
    fields.set(name.toLowerCase(), value.slice(0, 1024).replace(closing, '').trim());
  }
  const version = fields.get('version') ?? '';
  if ((fields.get('plugin name') ?? '') === '' || !versionPattern.test(version)) return undefined;
  return { version, ...shortText('license', fields.get('license')) };
}
