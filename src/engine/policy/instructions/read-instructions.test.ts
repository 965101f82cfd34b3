import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readInstructions } from './read-instructions.ts';

const read = (...lines: readonly string[]) =>
  readInstructions(lines.map((createdBy) => ({ createdBy, emptyLayer: false }))).map(
    ({ keyword, text }) => `${keyword}: ${text}`,
  );

describe('readInstructions', () => {
  it.each([
    ["Docker's first builder", '/bin/sh -c #(nop) ADD file:ab in / ', 'ADD: file:ab in /'],
    ['with two blanks', '/bin/sh -c #(nop)  CMD ["/bin/sh"]', 'CMD: ["/bin/sh"]'],
    ['RUN', '/bin/sh -c apt-get update', 'RUN: apt-get update'],
    ['RUN with build arguments', '|1 A=b c /bin/sh -c apt-get update', 'RUN: apt-get update'],
    ['RUN of another shell', '/bin/bash -o pipefail -c curl x | tar x', 'RUN: curl x | tar x'],
    ['on Windows', 'cmd /S /C dir', 'RUN: dir'],
    ['PowerShell', 'powershell -Command Get-Item', 'RUN: Get-Item'],
    ['BuildKit', 'RUN /bin/sh -c apk add x # buildkit', 'RUN: apk add x'],
    ['BuildKit with build arguments', 'RUN |2 A=b C=d /bin/sh -c apk add x # buildkit', 'RUN: apk add x'],
    ['BuildKit without a shell', 'RUN apk add x # buildkit', 'RUN: apk add x'],
    ['BuildKit, COPY', 'COPY a b # buildkit', 'COPY: a b'],
    ['small letters', 'run apk add x', 'RUN: apk add x'],
    ['a command of several lines', 'RUN /bin/sh -c a &&\n b # buildkit', 'RUN: a &&\n b'],
    ['a shell that is named later', 'RUN echo /bin/sh -c x', 'RUN: echo /bin/sh -c x'],
  ])('%s', (_, line, expected) => expect(read(line)).toEqual([expected]));

  it.each(['', 'bazel build //x', 'umoci config', 'rpm -i x', 'RUNNING x', 'apt-get install python3'])(
    'leaves out what is no instruction: %j',
    (line) => expect(read(line)).toEqual([]),
  );

  it('keeps their order, and passes over lines that say nothing', () => {
    expect(readInstructions([{ emptyLayer: true }])).toEqual([]);
    expect(read('WORKDIR /a', 'x', 'USER b')).toEqual(['WORKDIR: /a', 'USER: b']);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (line) => void read(line, `RUN ${line}`, `|${line}`, `/bin/sh -c #(nop)${line}`)),
    );
  });
});
