import type { Cataloger } from './cataloger.ts';
import { apk } from './catalogers/apk/apk.ts';
import { dpkg } from './catalogers/dpkg/dpkg.ts';
import { goBinary } from './catalogers/go-binary/go-binary.ts';
import { npm } from './catalogers/npm/npm.ts';
import { rpm } from './catalogers/rpm/rpm.ts';

/** Every reader of a package database. A cataloger's line here is its registration. */
export const catalogers = [dpkg, apk, rpm, npm, goBinary] as const satisfies readonly Cataloger[];
