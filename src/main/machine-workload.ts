import { open } from 'node:fs/promises';
import type { Workload } from '#engine/registry/index.ts';

const maxBytes = 64 * 1024;
const timeoutMs = 5_000;

/** The identity that a cloud gave to this machine, by its environment (`variable`), files and metadata service. */
export function machineWorkload(variable: (name: string) => string | undefined): Workload {
  return {
    variable,
    readFile: async (path) => {
      await using file = await open(path);
      const { bytesRead, buffer } = await file.read(Buffer.alloc(maxBytes), 0, maxBytes, 0);
      return buffer.toString('utf8', 0, bytesRead);
    },
    ask: async (url, { method, headers, signal }) => {
      const limited = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
      const response = await fetch(url, { method, headers, signal: limited, redirect: 'error' });
      let text = '';
      const decoder = new TextDecoder();
      for await (const chunk of response.body ?? []) {
        text += decoder.decode(chunk, { stream: true });
        if (text.length > maxBytes) throw new Error(`${url.host} answered with more than ${maxBytes} bytes`);
      }
      if (response.ok) return text;
      const words = text
        .replaceAll(/[\p{C}\s]+/gu, ' ')
        .trim()
        .slice(0, 200);
      throw new Error(`${url.host} answered ${response.status}${words === '' ? '' : `: ${words}`}`);
    },
  };
}
