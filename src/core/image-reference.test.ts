import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatImageReference, parseImageReference } from './image-reference.ts';

const digest = `sha256:${'ab'.repeat(32)}`;

describe('parseImageReference', () => {
  it.each([
    ['single name is on Docker Hub under library', 'debian', 'docker.io/library/debian:latest'],
    ['user and name on Docker Hub', 'grafana/grafana:11.1', 'docker.io/grafana/grafana:11.1'],
    ['host with a dot', 'quay.io/coreos/etcd:v3', 'quay.io/coreos/etcd:v3'],
    ['host with a port', 'registry:5000/a/b:1', 'registry:5000/a/b:1'],
    ['localhost', 'localhost/a', 'localhost/a:latest'],
    ['IPv6 host', '[::1]:5000/a:1', '[::1]:5000/a:1'],
    ['digest without tag', `r.example/a@${digest}`, `r.example/a@${digest}`],
    ['tag and digest', `r.example/a:1@${digest}`, `r.example/a:1@${digest}`],
    ['old name of Docker Hub', 'index.docker.io/debian', 'docker.io/library/debian:latest'],
    ['separators within a component', 'r.example/a__b.c--d/e:1', 'r.example/a__b.c--d/e:1'],
  ])('%s', (_, text, full) => {
    const reference = parseImageReference(text);
    expect(reference && formatImageReference(reference)).toBe(full);
  });

  it.each([
    ['empty', ''],
    ['uppercase repository', 'r.example/App'],
    ['short digest', 'r.example/a@sha256:abcd'],
    ['other algorithm', `r.example/a@md5:${'a'.repeat(32)}`],
    ['empty tag', 'r.example/a:'],
    ['tag of 129 characters', `r.example/a:${'x'.repeat(129)}`],
    ['empty component', 'r.example//a'],
    ['climbing path', 'r.example/../a'],
    ['scheme', 'https://r.example/a'],
    ['space', 'r.example/a b'],
    ['port above 65535', 'r.example:99999/a'],
    ['address of five parts', '1.2.3.4.5/a'],
    ['address out of bounds', '999.1.1.1/a'],
    ['IPv6 host that is none', '[:::::]/a'],
    ['user in host', 'user@r.example/a'],
    ['no repository', 'r.example/'],
    ['longer than any reference', `r.example/${'a/'.repeat(600)}a`],
  ])('refuses %s', (_, text) => {
    expect(parseImageReference(text)).toBeUndefined();
  });

  it('reads back what it writes, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-z0-9.:/@_-]{1,60}$/)), (text) => {
        const reference = parseImageReference(text);
        if (reference !== undefined) expect(parseImageReference(formatImageReference(reference))).toEqual(reference);
      }),
    );
  });
});
