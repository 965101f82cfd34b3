import { type InfiniteData, type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Scan, ScanPage } from './generated/index.ts';

/** Follows the service's events while a screen is open, and tells whether they arrive. */
export function useScanEvents(): { readonly isLive: boolean } {
  const client = useQueryClient();
  const [isLive, setIsLive] = useState(false);
  useEffect(() => {
    const events = new EventSource('/api/v1/scans/events');
    events.onopen = () => setIsLive(true);
    events.onerror = () => setIsLive(false);
    events.addEventListener('scan', (event: MessageEvent<string>) => applyScan(client, JSON.parse(event.data) as Scan));
    events.addEventListener('run', () => void client.invalidateQueries({ queryKey: ['registries'] }));
    events.addEventListener('status', (event: MessageEvent<string>) =>
      client.setQueryData(['status'], JSON.parse(event.data)),
    );
    return () => events.close();
  }, [client]);
  return { isLive };
}

/** Puts a changed scan in its place in every list that shows it; lists that do not are asked for again where it is new. */
function applyScan(client: QueryClient, scan: Scan): void {
  client.setQueryData(['scans', 'one', scan.id], scan);
  const lists = client.getQueryCache().findAll({ queryKey: ['scans', 'list'] });
  for (const { queryKey } of lists) {
    const list = client.getQueryData<InfiniteData<ScanPage>>(queryKey);
    if (list === undefined) continue;
    const isShown = list.pages.some((page) => page.items.some(({ id }) => id === scan.id));
    if (isShown) client.setQueryData(queryKey, { ...list, pages: list.pages.map((page) => withScan(page, scan)) });
    else void client.invalidateQueries({ queryKey });
  }
  if (scan.state === 'done') {
    for (const name of ['images', 'repositories', 'registries']) void client.invalidateQueries({ queryKey: [name] });
  }
}

/** The page with the scan in place of its earlier state. */
export function withScan(page: ScanPage, scan: Scan): ScanPage {
  return { ...page, items: page.items.map((item) => (item.id === scan.id ? scan : item)) };
}
