import { hash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { type Digest, digestHex } from '#core/digest.ts';
import type { Inventory } from '#core/scan-report.ts';
import type { Tables } from '../schema.ts';
import { toJson } from '../to-json.ts';

/** The ChainIDs of the stacks of 1, 2, … of these layers, lowest first (OCI image-spec, config.md#layer-chainid). */
function chainIds(diffIds: readonly Digest[]): readonly Digest[] {
  const chain: Digest[] = [];
  for (const diffId of diffIds) {
    const below = chain.at(-1);
    chain.push(below === undefined ? diffId : (`sha256:${hash('sha256', `${below} ${diffId}`)}` as Digest));
  }
  return chain;
}

/** Keeps the stacks of the images' layers; returns the ChainID of each whole stack, null where an image has no layers. */
export async function saveChains(
  db: Kysely<Tables>,
  images: readonly Pick<Inventory, 'layers'>[],
): Promise<readonly (Buffer | null)[]> {
  const chains = images.map(({ layers }) => chainIds(layers.map(({ diffId }) => diffId)).map(digestHex));
  const rows = new Map(
    chains.flatMap((chain) =>
      chain.map((id, index) => [id, { id, parent: chain[index - 1] ?? null, depth: index + 1 }] as const),
    ),
  );
  await sql`
    insert into layer_chain (id, parent, depth) select decode(id, 'hex'), decode(parent, 'hex'), depth
    from jsonb_to_recordset(${toJson([...rows.values()])}::jsonb) as r(id text, parent text, depth int) order by depth
    on conflict (id) do nothing`.execute(db);
  return chains.map((chain) => {
    const top = chain.at(-1);
    return top === undefined ? null : Buffer.from(top, 'hex');
  });
}
