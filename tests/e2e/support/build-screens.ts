import { buildWeb } from '../../../scripts/build-web.ts';

/** Builds the screens once before the browser tests, whose files run side by side. */
export async function setup(): Promise<void> {
  await buildWeb();
}
