const noise = /^\/bin\/sh -c #\(nop\)\s+/;
const shell = /^(?:RUN )?\/bin\/sh -c /;
const buildkit = / # buildkit$/;

/** The instruction as the Dockerfile had it, without what builders wrap around it in an image's history. */
export function cleanInstruction(createdBy: string | undefined): string | undefined {
  if (createdBy === undefined || createdBy.trim() === '') return undefined;
  const text = createdBy.trim().replace(buildkit, '');
  if (noise.test(text)) return text.replace(noise, '').trim();
  return text.replace(shell, 'RUN ').trim();
}
