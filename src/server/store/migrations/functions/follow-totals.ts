/**
 * The trigger's function that follows totals, these columns of them, as `listChangedTotals` does. Rows are asked for by number, since whoever
 * plans a join with a transition table reads the whole listing for a thousand images.
 */
export function followTotals(counts: readonly string[]): string {
  const compared = (alias: string) => `(${counts.map((name) => `${alias}.${name}`).join(', ')})`;
  return `create or replace function list_changed_totals() returns trigger language plpgsql as $$ begin
    update listed_image l set ${counts.map((name) => `${name} = n.${name}`).join(', ')} from changed n
    where l.image_id = any(array(select image_id from changed)) and l.image_id = n.image_id
      and ${compared('l')} is distinct from ${compared('n')};
    return null;
  end $$`;
}
