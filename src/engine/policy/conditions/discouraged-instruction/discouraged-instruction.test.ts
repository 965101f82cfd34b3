import { describe, expect, it } from 'vitest';
import { ask, imageSubject } from '#tests/support/policy-subjects.ts';
import { discouragedInstruction } from './discouraged-instruction.ts';

function built(...lines: readonly string[]) {
  const history = ['FROM scratch', ...lines].map((createdBy) => ({ createdBy, emptyLayer: false }));
  return imageSubject({ history });
}

describe('discouraged-instruction', () => {
  it.each([
    ['add', '/bin/sh -c #(nop) ADD file:abc in /app', true],
    ['add', 'COPY a b', false],
    ['add-from-url', 'ADD https://r.example/x.tar /x # buildkit', true],
    ['add-from-url', 'ADD ["http://r.example/x", "/x"]', true],
    ['add-from-url', 'ADD --checksum=sha256:00 https://r.example/x /x', false],
    ['add-from-url', 'ADD x.tar /x', false],
    ['maintainer', '/bin/sh -c #(nop)  MAINTAINER a@b.example', true],
    ['maintainer', 'LABEL maintainer=a', false],
    ['pipe-to-shell', 'RUN curl -fsSL https://r.example/x.sh | bash -s -- -y', true],
    ['pipe-to-shell', 'RUN wget -qO- https://r.example/x | tee y | sudo sh', true],
    ['pipe-to-shell', 'RUN sh -c "$(curl -fsSL https://r.example/x.sh)"', true],
    ['pipe-to-shell', 'RUN curl x 2>&1 | python3 -', true],
    ['pipe-to-shell', 'RUN curl https://r.example/x | tar xz; bash build.sh', false],
    ['pipe-to-shell', 'RUN curl -o x https://r.example/x && sh x', false],
    ['sudo', 'RUN sudo apt-get update', true],
    ['sudo', 'RUN apt-get install sudo', false],
    ['world-writable', 'RUN chmod -R 777 /app', true],
    ['world-writable', 'RUN chmod 0666 /x', true],
    ['world-writable', 'RUN chmod a+rwx /x', true],
    ['world-writable', 'RUN chmod u=rw,o+w /x', true],
    ['world-writable', 'RUN sudo chmod +w /x', true],
    ['world-writable', 'RUN chmod 1777 /tmp', false],
    ['world-writable', 'RUN chmod 755 /x', false],
    ['world-writable', 'RUN chmod u+w,go-w /x', false],
    ['world-writable', 'RUN chmod go+rx /x', false],
  ])('%s: %s: %s', (practice, line, expected) => {
    expect(ask('discouraged-instruction', { practices: [practice] }, built(line)) !== false).toBe(expected);
  });

  it('lets a base image be unpacked', () => {
    const base = imageSubject({ history: [{ createdBy: '/bin/sh -c #(nop) ADD file:abc in / ', emptyLayer: false }] });
    expect(ask('discouraged-instruction', { practices: ['add'] }, base)).toBe(false);
  });

  it('names each instruction once, with what to do instead', () => {
    const image = built('RUN sudo x', 'RUN sudo x', 'ADD a b', 'MAINTAINER c');
    expect(ask('discouraged-instruction', { practices: ['sudo', 'add'] }, image)).toBe(
      'RUN sudo x: change the user with USER for what needs to be root; ADD a b: use COPY, which does nothing but copy',
    );
  });

  it('says what it asks for', () => {
    expect(discouragedInstruction.describe({ practices: ['add', 'sudo'] })).toBe(
      'discouraged instruction (add or sudo)',
    );
  });
});
