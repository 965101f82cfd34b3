import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';
import type { Kysely } from 'kysely';
import { defaultLimits } from '#core/limits.ts';
import { type LayerCache, parseLayerAnalysis } from '#engine/catalog/index.ts';
import type { Tables } from '../schema.ts';

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** Records take most of an entry; symbolic links and whiteouts come on top. */
const maxEntryBytes = 4 * defaultLimits.maxLayerRecordBytes;

/** Keeps what was found in layers, so that each is read once: one entry for a layer, compressed, the newest analysis of it. */
export function createLayerStore(db: Kysely<Tables>): LayerCache {
  return {
    get: async (digest, catalogers) => {
      const row = await db
        .selectFrom('layer')
        .select(['analysis', 'catalogers'])
        .where('digest', '=', digest)
        .executeTakeFirst();
      if (row === undefined || !catalogers.some((one) => row.catalogers.includes(one))) return undefined;
      try {
        const bytes = await decompress(row.analysis, { maxOutputLength: maxEntryBytes });
        return parseLayerAnalysis(JSON.parse(bytes.toString('utf8')));
      } catch {
        // A broken entry is as good as none, and is replaced.
        return undefined;
      }
    },
    put: async (digest, analysis) => {
      const entry = { catalogers: [...analysis.catalogers], analysis: await compress(JSON.stringify(analysis)) };
      await db
        .insertInto('layer')
        .values({ digest, ...entry })
        .onConflict((conflict) => conflict.column('digest').doUpdateSet(entry))
        .execute();
    },
  };
}
