import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { ErrorPanel } from '../components/feedback/error-panel.tsx';

/** Stands in for a screen that could not be opened. */
export function RouteError({ error }: ErrorComponentProps) {
  const router = useRouter();
  return <ErrorPanel title="This screen could not be opened" error={error} onRetry={() => void router.invalidate()} />;
}
