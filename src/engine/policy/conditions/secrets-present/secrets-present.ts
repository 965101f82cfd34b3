import type { SecretFinding } from '#core/secret-finding.ts';
import { imageCondition } from '../../condition-kind.ts';

const maxNamed = 3;

/** Credentials that everybody gets who pulls the image. */
export const secretsPresent = imageCondition({
  name: 'secrets-present',
  displayName: 'Secrets present',
  description:
    'Something in the image looks like a credential: in its environment, labels and history, or in its files. Files are looked into only where that is asked for of the scan.',
  fields: [
    {
      name: 'where',
      label: 'Where',
      help: 'metadata: environment, labels and history; files: files of any layer, removed ones too; without it both.',
      kind: 'choice',
      choices: ['metadata', 'files'],
      optional: true,
    },
  ],
  describe: ({ where }) => (where === undefined ? 'secrets in the image' : `secrets in its ${where}`),
  violates: ({ secrets }, { where }) => {
    const found = secrets.filter(({ place }) => where === undefined || (place.kind === 'file') === (where === 'files'));
    if (found.length === 0) return false;
    const named = found.slice(0, maxNamed).map((one) => `${one.title} (${placeOf(one)})`);
    const more = found.length - named.length;
    return `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}: hand credentials in when it runs, and revoke these`;
  },
});

function placeOf({ place }: SecretFinding): string {
  switch (place.kind) {
    case 'env':
      return `environment ${place.name}`;
    case 'label':
      return `label ${place.name}`;
    case 'history':
      return `history, line ${place.index + 1}`;
    case 'file':
      return `${place.path}, line ${place.line}`;
  }
}
