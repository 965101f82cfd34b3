import { expect, it } from 'vitest';
import type { ImageLayer } from '../../api/generated/index.ts';
import { stepGroups } from './layer-groups.ts';

const layer = (index: number, fromBaseImage?: boolean) =>
  ({ index, createdBy: `L${index}`, ...(fromBaseImage !== undefined && { fromBaseImage }) }) as ImageLayer;

const wordsOf = (...input: Parameters<typeof stepGroups>) =>
  stepGroups(...input).map(({ kind, steps }) => [
    kind,
    ...steps.map(({ createdBy, layer: made }) => `${createdBy}${made === undefined ? ' (no layer)' : ''}`),
  ]);

it.each([
  [
    'instructions without a layer stand where they were given',
    [layer(0), layer(1)],
    [{ createdBy: 'ADD', layerIndex: 0 }, { createdBy: 'ENV' }, { createdBy: 'RUN', layerIndex: 1 }],
    [['all', 'ADD', 'ENV (no layer)', 'RUN']],
  ],
  ['layers without a history are shown all the same', [layer(0), layer(1)], [], [['all', 'L0', 'L1']]],
  [
    'a history that leaves layers out loses none',
    [layer(0), layer(1), layer(2)],
    [{ createdBy: 'RUN', layerIndex: 1 }],
    [['all', 'L0', 'RUN', 'L2']],
  ],
  [
    'a history that names a layer twice, or one that is not there, shows each once',
    [layer(0)],
    [
      { createdBy: 'ADD', layerIndex: 0 },
      { createdBy: 'ADD', layerIndex: 0 },
      { createdBy: 'RUN', layerIndex: 7 },
    ],
    [['all', 'ADD', 'RUN (no layer)']],
  ],
  [
    'what follows the last layer of the base is the application',
    [layer(0, true), layer(1, false)],
    [{ createdBy: 'ADD', layerIndex: 0 }, { createdBy: 'CMD' }, { createdBy: 'COPY', layerIndex: 1 }],
    [
      ['base', 'ADD'],
      ['application', 'CMD (no layer)', 'COPY'],
    ],
  ],
  ['an image that is its own base has no application', [layer(0, true)], [], [['base', 'L0']]],
] as const)('%s', (_name, layers, history, groups) => expect(wordsOf(layers, history)).toEqual(groups));
