import { type InfiniteData, type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Scan, ScanPage } from './generated/index.ts';
import { createRefresher, type Refresher } from './refresher.ts';

/** Events come in bursts while a registry is scanned: what they make stale is read again at most this often. */
const refreshEveryMs = 700;

/** Follows the service's events while a screen is open, and tells whether they arrive. */
export function useScanEvents(): { readonly isLive: boolean } {
  const client = useQueryClient();
  const [isLive, setIsLive] = useState(false);
  useEffect(() => {
    const refresher = createRefresher((queryKey) => void client.invalidateQueries({ queryKey }), refreshEveryMs);
    const events = new EventSource('/api/v1/scans/events');
    events.onopen = () => {
      setIsLive(true);
      // What was read before is not told of any more where it changed meanwhile.
      for (const key of [['scans'], ['status'], ['registries'], ['runs']]) refresher.refresh(key);
    };
    events.onerror = () => setIsLive(false);
    events.addEventListener('scan', (event: MessageEvent<string>) =>
      applyScan(client, refresher, JSON.parse(event.data) as Scan),
    );
    events.addEventListener('run', () => {
      for (const key of [['registries'], ['runs', 'of'], ['runs', 'one']]) refresher.refresh(key);
    });
    events.addEventListener('status', (event: MessageEvent<string>) =>
      client.setQueryData(['status'], JSON.parse(event.data)),
    );
    return () => {
      events.close();
      refresher.stop();
    };
  }, [client]);
  return { isLive };
}

/** Puts a changed scan in its place in every list that shows it, and has read again what else depends on it. */
function applyScan(client: QueryClient, refresher: Refresher, scan: Scan): void {
  client.setQueryData(['scans', 'one', scan.id], scan);
  let isNews = true;
  for (const { queryKey, state } of client.getQueryCache().findAll({ queryKey: ['scans', 'list'] })) {
    // What is being read may be older than the event.
    if (state.fetchStatus === 'fetching') refresher.refresh(queryKey);
    const list = client.getQueryData<InfiniteData<ScanPage>>(queryKey);
    if (list === undefined) continue;
    const before = list.pages.flatMap((page) => page.items).find(({ id }) => id === scan.id);
    if (before === undefined) refresher.refresh(queryKey);
    else client.setQueryData(queryKey, { ...list, pages: list.pages.map((page) => withScan(page, scan)) });
    if (before?.state === scan.state) isNews = false;
    else if (isFilteredByState(queryKey)) refresher.refresh(queryKey);
  }
  if (isNews) for (const key of [['status'], ['scans', 'failures']]) refresher.refresh(key);
  if (scan.state === 'done') for (const name of ['images', 'repositories', 'registries']) refresher.refresh([name]);
}

/** The page with the scan in place of its earlier state. */
function withScan(page: ScanPage, scan: Scan): ScanPage {
  return { ...page, items: page.items.map((item) => (item.id === scan.id ? scan : item)) };
}

function isFilteredByState([, , filters]: readonly unknown[]): boolean {
  return typeof filters === 'object' && filters !== null && 'state' in filters && filters.state !== undefined;
}
