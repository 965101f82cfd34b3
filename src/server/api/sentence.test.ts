import { expect, it } from 'vitest';
import { sentence } from './sentence.ts';

it.each([
  ['a word', 'there is no image x', 'There is no image x.'],
  ['a word with more after it', 'until: it is over', 'Until: it is over.'],
  ['an end already', 'what is it?', 'What is it?'],
  ['the name of a file', 'app.openvex.json is no VEX document', 'app.openvex.json is no VEX document.'],
  ['a place in the request', 'body/name is empty', 'body/name is empty.'],
  ['a member', 'scope.image is missing', 'scope.image is missing.'],
  ['a host', 'registry-1.example cannot be reached', 'registry-1.example cannot be reached.'],
  ['a digest', 'sha256:4f is unknown', 'sha256:4f is unknown.'],
  ['an address', 'http://r.example/v2/ answers', 'http://r.example/v2/ answers.'],
  ['one word', 'done', 'Done.'],
  ['nothing', '', '.'],
])('sentence writes what begins with %s', (_, text, expected) => {
  expect(sentence(text)).toBe(expected);
});
