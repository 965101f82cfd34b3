import Type from 'typebox';

/** Platforms by name. */
export const platforms = Type.Unsafe<string[]>({
  type: 'array',
  maxItems: 20,
  items: { type: 'string', minLength: 1, maxLength: 100 },
  description:
    'Platforms (`os/architecture[/variant]`, a release of Windows as in `windows(10.0.20348.2966)/amd64`) of which images are scanned, each on its own. Empty: one, as pulling chooses it.',
});

/** All of them. */
export const allPlatforms = Type.Boolean({
  description: 'Whether images are scanned for all platforms that they are built for, whatever `platforms` names.',
});
