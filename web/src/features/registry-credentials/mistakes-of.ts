import { ApiProblem } from '../../api/generated/index.ts';

/** What the service finds wrong with a form, by field: the first thing of each; empty where it names no field. */
export function mistakesOf(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof ApiProblem)) return {};
  const mistakes: Record<string, string> = {};
  for (const { path, message } of error.problem.errors ?? []) {
    const [root, first = '', second = ''] = path.split('/');
    if (root !== 'body') continue;
    const name = fieldOf(first, second);
    mistakes[name] ??= message;
  }
  return mistakes;
}

function fieldOf(first: string, second: string): string {
  if (first === 'credential') return second === '' ? 'credential' : `credential.${second}`;
  if (first === 'filters') return second;
  return first;
}
