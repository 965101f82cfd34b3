import type { NotificationsProps } from '@mantine/notifications';
import { type ComponentType, useEffect, useState } from 'react';

/**
 * Where notices appear; loaded when somebody first presses anything, since each tells what came of that. Where that fails, it is
 * tried again with the next press: nothing else depends on it.
 */
export function Notices() {
  const [loaded, setLoaded] = useState<{ readonly Notifications: ComponentType<NotificationsProps> }>();
  const isLoaded = loaded !== undefined;
  useEffect(() => {
    if (isLoaded) return;
    const stop = new AbortController();
    const load = () => void import('@mantine/notifications').then(setLoaded, () => undefined);
    for (const event of ['pointerdown', 'keydown']) {
      window.addEventListener(event, load, { passive: true, signal: stop.signal });
    }
    return () => stop.abort();
  }, [isLoaded]);
  return loaded === undefined ? null : <loaded.Notifications position="bottom-right" autoClose={5000} />;
}
