import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  createException,
  deleteException,
  type Exception,
  type ExceptionInput,
  type ExceptionTerms,
  listExceptions,
  updateException,
} from './generated/index.ts';
import { usePagedList } from './paged.ts';

interface ExceptionFilter {
  readonly vulnerability?: string;
  readonly state?: Exception['state'] | 'ending';
}

/** Accepted risks, those that were accepted last first. */
export function useExceptions(filter: ExceptionFilter) {
  return usePagedList(['exceptions', filter], (cursor, options) =>
    listExceptions({ ...filter, cursor, limit: 50 }, options),
  );
}

/** Accepts a risk; all that has been loaded shows other totals then. */
export function useCreateException() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (exception: ExceptionInput) => createException({ body: exception }),
    onSuccess: () => client.invalidateQueries(),
  });
}

/** Changes why a risk is accepted, and until when. */
export function useUpdateException() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ exceptionId, ...terms }: ExceptionTerms & { readonly exceptionId: string }) =>
      updateException({ exceptionId, body: terms }),
    onSuccess: () => client.invalidateQueries(),
  });
}

/** Withdraws an exception. */
export function useDeleteException() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (exceptionId: string) => deleteException({ exceptionId }),
    onSuccess: () => client.invalidateQueries(),
  });
}
