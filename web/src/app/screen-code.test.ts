import { expect, it } from 'vitest';
import { ServiceUnreachable, screenCode } from './screen-code.ts';

const gone = new TypeError('Failed to fetch dynamically imported module');

it('is the code where it comes', async () => {
  expect(await screenCode(Promise.resolve('code'), () => Promise.reject(new Error('not asked')))).toBe('code');
});

it('says that the service is not reached where nothing answers', async () => {
  await expect(screenCode(Promise.reject(gone), () => Promise.resolve(false))).rejects.toThrow(ServiceUnreachable);
});

it('leaves it to the router where the service has another version by now', async () => {
  await expect(screenCode(Promise.reject(gone), () => Promise.resolve(true))).rejects.toBe(gone);
});
