import type { Kysely } from 'kysely';
import { lockPackages } from '../packages-lock.ts';
import type { Tables } from '../schema.ts';
import { setSeverityOrder, severityOrder } from '../settings.ts';

/** What holds for the whole service. */
export interface SettingStore {
  /** Whose ratings decide on severity before the usual order, the first of all first; see `MatchOptions.severityFrom`. */
  severityOrder(): Promise<readonly string[]>;
  /** Sets that, and marks all findings to be rated so: see `MatchStore.rateMarked`. */
  setSeverityOrder(order: readonly string[]): Promise<void>;
}

/** Settings in the database. */
export function createSettingStore(db: Kysely<Tables>): SettingStore {
  return {
    severityOrder: () => severityOrder(db),
    setSeverityOrder: (order) => lockPackages(db, (transaction) => setSeverityOrder(transaction, order)),
  };
}
