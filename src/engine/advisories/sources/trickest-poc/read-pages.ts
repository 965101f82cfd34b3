import { asString, asStrings, isRecord } from '#core/json.ts';
import type { Limits } from '#core/limits.ts';
import type { FeedFiles } from '../../advisory-source.ts';
import { readJsonLines } from '../../feeds/read-json-lines.ts';
import { readZip } from '../../zip/read-zip.ts';
import type { PocPage } from './choose-proofs.ts';

type ReadPage = PocPage | { readonly name: string; readonly fault: string };

/** Reads what is listed for each vulnerability, from a zip of Markdown pages or from a list of lines. */
export async function* readPages({ name, path }: FeedFiles['files'][number], limits: Limits): AsyncGenerator<ReadPage> {
  if (name.endsWith('.zip')) yield* readMarkdown(path, limits);
  else yield* readList(path, limits);
}

async function* readList(path: string, limits: Limits): AsyncGenerator<ReadPage> {
  for await (const { line, value } of readJsonLines(path, limits)) {
    const entry = isRecord(value) ? value : {};
    const vulnerabilityId = asString(entry.cve) ?? '';
    if (!/^CVE-\d{4}-\d{4,12}$/.test(vulnerabilityId)) yield { name: `line ${line}`, fault: 'has no CVE' };
    else yield { vulnerabilityId, links: [...asStrings(entry.github), ...asStrings(entry.references)] };
  }
}

/** A page is `CVE-….md`; its links stand one an item below `### POC`. */
async function* readMarkdown(path: string, limits: Limits): AsyncGenerator<ReadPage> {
  for await (const entry of readZip(path, limits)) {
    const [, vulnerabilityId] = /(?:^|\/)(CVE-\d{4}-\d{4,12})\.md$/.exec(entry.name) ?? [];
    if (vulnerabilityId === undefined) continue;
    if ('fault' in entry) {
      yield { name: entry.name, fault: entry.fault };
      continue;
    }
    const text = Buffer.from(entry.bytes.buffer, entry.bytes.byteOffset, entry.bytes.length).toString('utf8');
    const at = text.indexOf('### POC');
    const lines = at === -1 ? [] : text.slice(at).split('\n');
    yield { vulnerabilityId, links: lines.flatMap((line) => /^- (https?:\/\/\S+)\s*$/.exec(line)?.[1] ?? []) };
  }
}
