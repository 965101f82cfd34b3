import type { ReleaseCycle } from '#core/advisory.ts';
import { asString, isRecord } from '#core/json.ts';
import type { AdvisorySource, FeedFiles, FeedRecord, ParseContext } from '../../advisory-source.ts';
import { readJsonMembers } from '../../feeds/read-json-members.ts';
import { products } from './products.ts';

/**
 * How long release lines of distros, run-times and servers are supported (endoflife.date, API v0: one file for each product, an
 * array of release cycles).
 */
export const endoflife: AdvisorySource = {
  name: 'endoflife',
  displayName: 'endoflife.date',
  homepage: 'https://endoflife.date',
  licence: 'MIT',
  feeds: async ({ mirror }) => {
    const listed = (await mirror?.listFiles('endoflife/api'))?.flatMap(
      (name) => /^([a-z0-9-]{1,80})\.json$/.exec(name)?.[1] ?? [],
    );
    const files = [...new Set(listed ?? products)].map((product) => ({
      upstream: `https://endoflife.date/api/${product}.json`,
      mirrorPath: `endoflife/api/${product}.json`,
    }));
    return files.length === 0 ? [] : [{ name: 'endoflife', files, optional: mirror !== undefined }];
  },
  parse: readProducts,
};

async function* readProducts(feed: FeedFiles, { limits }: ParseContext): AsyncGenerator<FeedRecord> {
  for (const { name, path } of feed.files) {
    const product = name.slice(name.lastIndexOf('/') + 1).replace(/\.json$/, '');
    for await (const members of readJsonMembers(path, ['*'], limits)) {
      for (const member of members) {
        const cycle = 'value' in member && isRecord(member.value) ? readCycle(product, member.value) : undefined;
        if (cycle !== undefined) yield { kind: 'release-cycle', cycle };
        else yield { kind: 'bad', name: `${product} [${member.keys.join()}]`, reason: 'is no release cycle' };
      }
    }
  }
}

function readCycle(product: string, value: Readonly<Record<string, unknown>>): ReleaseCycle | undefined {
  const cycle = typeof value.cycle === 'number' ? String(value.cycle) : asString(value.cycle);
  if (cycle === undefined || cycle === '' || cycle.length > 80) return undefined;
  const texts = { codename: asString(value.codename), latest: asString(value.latest) };
  const days = { released: asDay(value.releaseDate), latestReleased: asDay(value.latestReleaseDate) };
  const ends = {
    endOfActiveSupport: asEnd(not(value.support)),
    endOfLife: asEnd(value.eol),
    endOfExtendedSupport: asEnd(not(value.extendedSupport)),
  };
  const given = Object.entries({ ...texts, ...days, ...ends }).filter(([, one]) => one !== undefined);
  return { product, cycle, ...Object.fromEntries(given) };
}

function asDay(value: unknown): string | undefined {
  const text = asString(value) ?? '';
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;
}

/** A day, or whether it has ended. */
function asEnd(value: unknown): string | boolean | undefined {
  return typeof value === 'boolean' ? value : asDay(value);
}

/** `eol: true` means that it has ended, but `support: true` that there still is support. */
const not = (value: unknown) => (typeof value === 'boolean' ? !value : value);
