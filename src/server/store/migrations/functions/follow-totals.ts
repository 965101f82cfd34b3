/**
 * The trigger's function that follows totals, these columns of them, as `listChangedTotals` does, and writes what is `computed` of `l` listed_image besides. Rows are asked for by number, since whoever
 * plans a join with a transition table reads the whole listing for a thousand images.
 */
export function followTotals(counts: readonly string[], computed: Readonly<Record<string, string>> = {}): string {
  const written = [
    ...counts.map((name) => `${name} = n.${name}`),
    ...Object.entries(computed).map(([name, value]) => `${name} = ${value}`),
  ];
  const compared = (alias: string) => `(${counts.map((name) => `${alias}.${name}`).join(', ')})`;
  return `create or replace function list_changed_totals() returns trigger language plpgsql as $$ begin
    update listed_image l set ${written.join(', ')} from changed n
    where l.image_id = any(array(select image_id from changed)) and l.image_id = n.image_id
      and ${compared('l')} is distinct from ${compared('n')};
    return null;
  end $$`;
}
