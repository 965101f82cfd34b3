import { type Kysely, sql } from 'kysely';

const statements = [
  // a node is an ordered stack of layers (its id is OCI's ChainID), so that stacks which images share are stored once
  `create table layer_chain (id bytea primary key, parent bytea references layer_chain, depth int not null)`,
  `create index layer_chain_parent on layer_chain (parent)`,
  `alter table image
    add column chain bytea references layer_chain,
    add column base_image_id bigint references image on delete set null,
    add column base_layers int not null default 0,
    add column base_named boolean not null default false`,
  `create index image_chain on image (chain)`,
  `create index image_base on image (base_image_id)`,
];

/** Which image each image is built on. */
export const baseImage = {
  name: '006-base-image',
  up: async (db: Kysely<never>): Promise<void> => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
