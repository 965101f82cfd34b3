import { expect, it } from 'vitest';
import { ask, imageSubject } from '#tests/support/policy-subjects.ts';
import { userNotInList } from './user-not-in-list.ts';

const windows = { os: 'windows', architecture: 'amd64' };

it.each([
  ['one of them', { user: 'app' }, false],
  ['one with a group', { user: '1000:1000' }, false],
  ['another', { user: 'www' }, 'the default user is "www": name one of app, 1000'],
  ['none, which is root', {}, 'the default user is "root": name one of app, 1000'],
  ['none on Windows', { platform: windows }, 'the default user is "ContainerAdministrator": name one of app, 1000'],
])('user-not-in-list: %s', (_, config, expected) => {
  expect(ask('user-not-in-list', { users: ['app', '1000'] }, imageSubject(config))).toBe(expected);
});

it('says what it asks for', () => expect(userNotInList.describe({ users: ['app'] })).toBe('user other than app'));
