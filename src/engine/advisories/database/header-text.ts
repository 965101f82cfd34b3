import type { Advisory } from '#core/advisory.ts';
import type { SeverityRating } from '#core/severity.ts';
import type { AdvisoryHeader } from './advisory-database.ts';

/** A header as stored: short names, empty lists left out. The id is a column of its own and the source that of the feed. */
interface Packed {
  readonly a?: readonly string[];
  readonly u?: readonly string[];
  readonly r?: readonly string[];
  readonly t?: string;
  readonly p?: string;
  readonly s?: readonly SeverityRating[];
}

/** Writes what matching needs of an advisory. */
export function packHeader(advisory: Advisory): string {
  const severities = commonSeverities(advisory);
  const packed: Packed = {
    ...(advisory.aliases.length > 0 && { a: advisory.aliases }),
    ...(advisory.upstream.length > 0 && { u: advisory.upstream }),
    ...(advisory.related.length > 0 && { r: advisory.related }),
    ...(advisory.summary !== '' && { t: advisory.summary }),
    ...(advisory.published !== undefined && { p: advisory.published }),
    ...(severities.length > 0 && { s: severities }),
  };
  return JSON.stringify(packed);
}

/** Reads what {@link packHeader} wrote. */
export function unpackHeader(known: Pick<AdvisoryHeader, 'id' | 'source' | 'firstHand'>, text: string): AdvisoryHeader {
  const packed: Packed = JSON.parse(text);
  return {
    ...known,
    aliases: packed.a ?? [],
    upstream: packed.u ?? [],
    related: packed.r ?? [],
    summary: packed.t ?? '',
    severities: packed.s ?? [],
    ...(packed.p !== undefined && { published: packed.p }),
  };
}

/** Only the ratings of a header. */
export function headerSeverities(text: string): readonly SeverityRating[] {
  const packed: Packed = JSON.parse(text);
  return packed.s ?? [];
}

/** Ratings of the flaw itself; those of its only affected package where the advisory rates there alone, as Bitnami does. */
export function commonSeverities({ severities, affected }: Advisory): readonly SeverityRating[] {
  const [only, ...others] = affected;
  return others.length > 0 || only === undefined ? severities : [...severities, ...only.severities];
}
