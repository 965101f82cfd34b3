import { describe, expect, it } from 'vitest';
import { acr } from './acr.ts';

const digest = `sha256:${'a'.repeat(64)}`;

describe('acr', () => {
  it.each([
    [
      'a push',
      {
        id: 'x',
        action: 'push',
        target: { repository: 'team/app', tag: '1', digest },
        request: { host: 'r.azurecr.io' },
      },
      [{ repository: 'team/app', tag: '1', digest }],
    ],
    ['a deletion', { id: 'x', action: 'delete', target: { repository: 'team/app', digest }, request: {} }, []],
    ['a chart', { id: 'x', action: 'chart_push', target: { repository: 'team/chart', tag: '1' } }, []],
    ['the ping at first', { id: 'x', action: 'ping' }, []],
  ])('%s', (_, body, expected) => {
    expect(acr.recognises(body)).toBe(true);
    expect(acr.pushedTags(body, 'registry.example')).toEqual(expected);
  });

  it.each([{}, { events: 1 }, { action: 'push' }, { repository: null }, { Message: '{' }])(
    'does not take %j for its own',
    (body) => {
      expect(acr.recognises(body)).toBe(false);
    },
  );
});
