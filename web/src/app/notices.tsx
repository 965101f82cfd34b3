import { lazy, Suspense, useEffect, useState } from 'react';

const Notifications = lazy(() =>
  import('@mantine/notifications').then((module) => ({ default: module.Notifications })),
);

/** Where notices appear; loaded when somebody first presses anything, since each tells what came of that. */
export function Notices() {
  const [isAwake, setAwake] = useState(false);
  useEffect(() => {
    const stop = new AbortController();
    const options = { once: true, passive: true, signal: stop.signal };
    for (const event of ['pointerdown', 'keydown']) window.addEventListener(event, () => setAwake(true), options);
    return () => stop.abort();
  }, []);
  if (!isAwake) return null;
  return (
    <Suspense>
      <Notifications position="bottom-right" autoClose={5000} />
    </Suspense>
  );
}
