import { imageCondition } from '../../condition-kind.ts';

/** How much must be fetched to run it. */
export const imageSize = imageCondition({
  name: 'image-size',
  displayName: 'Size of the image',
  description: 'The layers of the image, as the registry stores them, come to more than so many megabytes.',
  fields: [
    {
      name: 'megabytes',
      label: 'More than',
      help: 'Millions of bytes.',
      kind: 'number',
      minimum: 1,
      maximum: 1_000_000,
    },
  ],
  describe: ({ megabytes }) => `image of more than ${megabytes} MB`,
  violates: ({ size }, { megabytes }) =>
    size > megabytes * 1e6
      ? `the image has ${Math.round(size / 1e6)} MB: leave out what is not needed to run it`
      : false,
});
