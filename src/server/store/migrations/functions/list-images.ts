const own = [
  'registry_id',
  'registry_name',
  'repository',
  'manifest_digest',
  'tags',
  'digest',
  'platform',
  'distro',
  'size',
  'created',
  'secrets',
  'scanned_at',
];

/**
 * The function that writes the listing's rows of some images anew, with these columns of their totals, and those that are `computed` of `r`
 * repository and `i` image; later migrations replace it.
 */
export function listImages(
  counts: readonly string[],
  computed: Readonly<Record<string, string>> = {},
): readonly string[] {
  const written = [...own, ...counts, ...Object.keys(computed)];
  const values = [...counts.map((name) => `t.${name}`), ...Object.values(computed)];
  const compared = (alias: string) => `(${written.map((name) => `${alias}.${name}`).join(', ')})`;
  return [
    `create or replace function list_images(of_images bigint[]) returns void language sql as $$
    insert into listed_image as l (repository_id, image_id, ${written.join(', ')})
    select r.id, i.id, g.id, g.name, r.name, n.manifest_digest,
      array(select distinct t.name from tag t where t.repository_id = r.id and t.image_id = i.id order by t.name),
      i.digest, i.platform, i.distro, i.size, coalesce(i.config->>'created', ''), jsonb_array_length(i.secrets), n.scanned_at,
      ${values.join(', ')}
    from repository_image n join repository r on r.id = n.repository_id join registry g on g.id = r.registry_id
      join image i on i.id = n.image_id join image_totals t on t.image_id = i.id
    where n.image_id = any(of_images)
    on conflict (repository_id, image_id) do update set ${written.map((name) => `${name} = excluded.${name}`).join(', ')}
    where ${compared('l')} is distinct from ${compared('excluded')} $$`,
  ];
}

/** The trigger's function that follows totals, these columns of them. */
export function listChangedTotals(counts: readonly string[]): readonly string[] {
  const ofTotals = counts.map((name) => `${name} = n.${name}`).join(', ');
  return [
    `create or replace function list_changed_totals() returns trigger language plpgsql as $$ begin
    update listed_image l set ${ofTotals} from changed n where l.image_id = n.image_id
      and (${counts.map((name) => `l.${name}`).join(', ')}) is distinct from (${counts.map((name) => `n.${name}`).join(', ')});
    return null;
  end $$`,
  ];
}
