import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Digest } from '#core/digest.ts';
import { digestHex } from '#core/digest.ts';
import type { Tables } from '../schema.ts';
import { toJson } from '../to-json.ts';

/** The ChainIDs of the stacks of 1, 2, … of these layers, lowest first (OCI image-spec, config.md#layer-chainid). */
export function chainIds(diffIds: readonly Digest[]): readonly Digest[] {
  const chain: Digest[] = [];
  for (const diffId of diffIds) {
    const below = chain.at(-1);
    chain.push(below === undefined ? diffId : (`sha256:${sha256(`${below} ${diffId}`)}` as Digest));
  }
  return chain;
}

/** Keeps the stack of an image's layers. */
export async function saveChain(db: Kysely<Tables>, imageId: number, diffIds: readonly Digest[]): Promise<void> {
  const chain = chainIds(diffIds).map(digestHex);
  const top = chain.at(-1);
  if (top === undefined) return;
  const rows = chain.map((id, index) => ({ id, parent: chain[index - 1] ?? null, depth: index + 1 }));
  await sql`
    insert into layer_chain (id, parent, depth) select decode(id, 'hex'), decode(parent, 'hex'), depth
    from jsonb_to_recordset(${toJson(rows)}::jsonb) as r(id text, parent text, depth int) order by depth
    on conflict (id) do nothing`.execute(db);
  await sql`update image set chain = decode(${top}, 'hex') where id = ${imageId}`.execute(db);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
