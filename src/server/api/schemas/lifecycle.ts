import Type from 'typebox';
import { model, oneOf, words } from './model.ts';

/** How long a release line that an image holds is supported. */
export const lifecycle = model('Lifecycle', 'How long a release line that an image holds is supported.', {
  kind: oneOf(['distro', 'software'], "The image's distro, or a run-time, server or framework in it."),
  product: Type.String({ description: 'As endoflife.date names it: `debian`, `nodejs`.' }),
  cycle: Type.String({ description: 'The release line: `12`, `18`, `3.11`.' }),
  state: oneOf(['active', 'approaching', 'ended'], 'approaching: 90 days or less are left.'),
  endOfLife: Type.Optional(Type.String({ description: 'ISO day; absent where only the state is known.' })),
  daysLeft: Type.Optional(Type.Integer({ description: 'Days until then, negative where it is past.' })),
  packageIds: words('Purls of the packages that are of this line; empty for the distro.'),
});
