import { ApiProblem } from './generated/index.ts';

/** Whether the service answered that there is no such thing. */
export function isNotFound(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 404;
}
