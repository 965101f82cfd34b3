import { expect, it } from 'vitest';
import { cleanInstruction } from './clean-instruction.ts';

it.each([
  ['/bin/sh -c #(nop) ADD file:abc in / ', 'ADD file:abc in /'],
  ['/bin/sh -c #(nop)  CMD ["bash"]', 'CMD ["bash"]'],
  ['/bin/sh -c apt-get update', 'RUN apt-get update'],
  ['RUN /bin/sh -c npm ci # buildkit', 'RUN npm ci'],
  ['COPY . /app # buildkit', 'COPY . /app'],
  ['# debian.sh --arch amd64', '# debian.sh --arch amd64'],
  [' ', undefined],
  [undefined, undefined],
])('%j is %j', (createdBy, instruction) => expect(cleanInstruction(createdBy)).toBe(instruction));
