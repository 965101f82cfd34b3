import { describe, expect, it } from 'vitest';
import { moveServerOptions } from './move-server-options.ts';

describe('moveServerOptions', () => {
  it.each<[string, string, string]>([
    ['none given', 'images --limit 3', 'images --limit 3'],
    ['before the command', '--server http://a --token t images', 'images --server http://a --token t'],
    ['within a group', 'registry --server http://a list', 'registry list --server http://a'],
    ['joined to their values', '--token=t --server=http://a queue', 'queue --token=t --server=http://a'],
    ['after the command already', 'images --server http://a --kev', 'images --kev --server http://a'],
    [
      'twice: the last one wins as ever',
      '--server http://a images --server http://b',
      'images --server http://a --server http://b',
    ],
    ['without a value', 'images --token', 'images --token'],
    ['behind the end of options', 'scan --server http://a -- --token', 'scan --server http://a -- --token'],
    ['alike, but others', '--servers x --tokens', '--servers x --tokens'],
    ['alone', '--server http://a', '--server http://a'],
  ])('%s', (_, given, expected) => {
    expect(moveServerOptions(given.split(' '))).toEqual(expected.split(' '));
  });
});
