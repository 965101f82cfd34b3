import type { Cataloger } from './cataloger.ts';
import { apk } from './catalogers/apk/apk.ts';
import { dpkg } from './catalogers/dpkg/dpkg.ts';
import { java } from './catalogers/java/java.ts';
import { npm } from './catalogers/npm/npm.ts';
import { rpm } from './catalogers/rpm/rpm.ts';

/** Every reader of a package database. A cataloger's line here is its registration. */
export const catalogers = [dpkg, apk, rpm, npm, java] as const satisfies readonly Cataloger[];
