import type { Cataloger } from './cataloger.ts';

/** Every reader of a package database. A cataloger's line here is its registration. */
export const catalogers = [] as const satisfies readonly Cataloger[];
