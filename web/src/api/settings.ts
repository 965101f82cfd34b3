import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getSeverityOrder, type SeverityOrder, setSeverityOrder } from './generated/index.ts';

const severityOrderKey = ['settings', 'severity-order'];

/** Whose ratings decide on severity. */
export function useSeverityOrder() {
  return useQuery({ queryKey: severityOrderKey, queryFn: ({ signal }) => getSeverityOrder({ signal }) });
}

/** Sets whose ratings decide; all that has been loaded shows other severities then. */
export function useSetSeverityOrder() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (order: SeverityOrder['order']) => setSeverityOrder({ body: { order } }),
    onSuccess: () => client.invalidateQueries(),
  });
}
