import { type Kysely, sql } from 'kysely';
import type { Severity } from '#core/severity.ts';
import type { FindingEventKind, Tables } from '../schema.ts';
import { toJson } from '../to-json.ts';

interface Named {
  readonly vulnerability_id: string;
  readonly severity: Severity;
  /** Whether it counts: what happens to one that does not is no news. */
  readonly isCounted: boolean;
}

/** What matching changed of one package's findings. */
export interface FindingChanges {
  readonly id: number;
  readonly before: ReadonlyMap<string, Named>;
  /** Findings that are new, or not as they were. */
  readonly written: readonly (Named & { readonly aliases: readonly string[] })[];
  readonly gone: readonly Named[];
}

/** An event as it is written. */
export interface NewEvent extends Omit<Named, 'isCounted'> {
  readonly kind: FindingEventKind;
  readonly package_id: number;
  readonly previous_severity?: Severity;
}

/** Records what has become of the findings of packages that had been matched before. */
export async function recordEvents(
  db: Kysely<Tables>,
  changes: readonly FindingChanges[],
  build: number,
): Promise<void> {
  await insertEvents(db, changes.flatMap(eventsOf), build);
}

/** Writes events, in the transaction that makes them true. */
export async function insertEvents(db: Kysely<Tables>, events: readonly NewEvent[], build: number): Promise<void> {
  if (events.length === 0) return;
  await sql`
    insert into finding_event (kind, package_id, vulnerability_id, severity, previous_severity, build)
    select kind, package_id, vulnerability_id, severity, previous_severity, ${build}
    from jsonb_to_recordset(${toJson(events)}::jsonb)
      as r(kind text, package_id bigint, vulnerability_id text, severity text, previous_severity text)`.execute(db);
}

/** A vulnerability that is known by another name now (a GHSA that has been given its CVE) is neither new nor gone. */
export function eventsOf({ id, before, written, gone }: FindingChanges): readonly NewEvent[] {
  const gones = new Map(gone.map((one) => [one.vulnerability_id, one]));
  const events: NewEvent[] = [];
  for (const { vulnerability_id, severity, aliases, isCounted } of written) {
    const renamed = [vulnerability_id, ...aliases].find((name) => gones.has(name)) ?? '';
    const previous = before.get(vulnerability_id) ?? gones.get(renamed);
    gones.delete(renamed);
    if (!isCounted) continue;
    const event = { package_id: id, vulnerability_id, severity };
    if (previous === undefined || !previous.isCounted) events.push({ kind: 'new', ...event });
    else if (previous.severity !== severity) {
      events.push({ kind: 'severity', ...event, previous_severity: previous.severity });
    }
  }
  const shown = [...gones.values()].filter((one) => one.isCounted);
  const left = shown.map(({ vulnerability_id, severity }): NewEvent => {
    return { kind: 'gone', package_id: id, vulnerability_id, severity };
  });
  return [...events, ...left];
}
