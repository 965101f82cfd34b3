import type { Static } from 'typebox';
import type { RegistryFilters } from '#core/registry-filters.ts';
import { patternProblem } from '#server/jobs/index.ts';
import { ApiError } from './api-error.ts';
import type { registryFilters } from './schemas/registry-filters.ts';

type Input = Static<typeof registryFilters>;

/** What is wrong with the patterns of filters, each with its place in the body. */
export function filterProblems(filters: Pick<Input, 'include' | 'exclude'>): ApiError['errors'] {
  return (['include', 'exclude'] as const).flatMap((name) =>
    filters[name].flatMap((pattern, index) => {
      const message = patternProblem(pattern);
      return message === undefined ? [] : [{ path: `body/filters/${name}/${index}`, message }];
    }),
  );
}

/** Reads filters that are given by themselves. Throws `api/invalid-request`. */
export function readFilterForm(filters: Input | undefined): RegistryFilters | undefined {
  if (filters === undefined) return undefined;
  const errors = filterProblems(filters);
  const [first] = errors;
  if (first === undefined) return filters;
  throw new ApiError('api/invalid-request', `${first.path.replace('body/', '')}: ${first.message}`, errors);
}
