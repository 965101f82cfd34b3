import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { ErrorPanel } from '../components/feedback/error-panel.tsx';
import { ServiceUnreachable } from './screen-code.ts';

/** Stands in for a screen that could not be opened. */
export function RouteError({ error }: ErrorComponentProps) {
  const router = useRouter();
  // What could not be fetched once is not fetched again before the page is loaded anew.
  const retry = () => (error instanceof ServiceUnreachable ? window.location.reload() : void router.invalidate());
  return <ErrorPanel title="This could not be opened" error={error} onRetry={retry} />;
}
