import { afterEach, describe, expect, it, vi } from 'vitest';
import { listTokens } from './generated/index.ts';

afterEach(() => vi.unstubAllGlobals());

describe('answers of the service', () => {
  it.each([
    ['marks that turn text around', 'a\u202Egnp.exe', 'a\uFFFDgnp.exe'],
    ['marks that isolate it', '\u2066abc\u2069', '\uFFFDabc\uFFFD'],
    ['text that runs to the left by itself', 'שלום \u200F!', 'שלום \u200F!'],
  ])('cannot look like something else: %s', async (_name, sent, shown) => {
    vi.stubGlobal('fetch', async () => Response.json({ items: [{ name: sent }] }));
    expect(await listTokens()).toMatchObject({ items: [{ name: shown }] });
  });
});
