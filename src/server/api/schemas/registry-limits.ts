import Type from 'typebox';
import { count, model, time } from './model.ts';

/** A limit that a registry has shown by what it refused, or told. */
export const registryLimit = model(
  'RegistryLimit',
  'How fast a host of a registry lets itself be asked, as it has shown or told. All processes of the service share it.',
  {
    host: Type.String({ description: 'The host that is asked: `host[:port]`.' }),
    requestsPerSecond: Type.Optional(
      Type.Number({ minimum: 0, description: 'Requests a second that are sent at most now. Absent: no limit.' }),
    ),
    waitingUntil: Type.Optional(time('Nothing is sent to it before.')),
    refusedAt: Type.Optional(time('When it last refused a request.')),
    status: Type.Optional(Type.Integer({ description: 'The HTTP status of that refusal: 429 or 503.' })),
    pullsLeft: Type.Optional(count('Pulls that it still allows, by its own word.')),
    pullsLimit: Type.Optional(count('Pulls that it allows in its window.')),
    pullsWindowSeconds: Type.Optional(count('That window.')),
  },
);
