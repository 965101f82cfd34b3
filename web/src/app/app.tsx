import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useState } from 'react';
import { Notices } from './notices.tsx';
import { createQueryClient } from './query-client.ts';
import { createAppRouter } from './router.tsx';
import { cssVariables, theme } from './theme.ts';

/** The whole application: look, server state, routes. */
export function App() {
  const [{ queryClient, router }] = useState(createApp);
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" cssVariablesResolver={cssVariables}>
      <QueryClientProvider client={queryClient}>
        <Notices />
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}

function createApp() {
  // Going to the same address again asks who is signed in, which leads to the sign-in screen and back.
  const queryClient = createQueryClient(() => void router.invalidate());
  const router = createAppRouter(queryClient);
  return { queryClient, router };
}
