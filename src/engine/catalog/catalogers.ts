import type { CatalogerPlugIn } from './cataloger.ts';
import { apk } from './catalogers/apk/apk.ts';
import { binary } from './catalogers/binary/binary.ts';
import { conda } from './catalogers/conda/conda.ts';
import { dpkg } from './catalogers/dpkg/dpkg.ts';
import { erlang } from './catalogers/erlang/erlang.ts';
import { goBinary } from './catalogers/go-binary/go-binary.ts';
import { java } from './catalogers/java/java.ts';
import { julia } from './catalogers/julia/julia.ts';
import { luarocks } from './catalogers/luarocks/luarocks.ts';
import { npm } from './catalogers/npm/npm.ts';
import { perl } from './catalogers/perl/perl.ts';
import { python } from './catalogers/python/python.ts';
import { r } from './catalogers/r/r.ts';
import { rpm } from './catalogers/rpm/rpm.ts';
import { rustBinary } from './catalogers/rust-binary/rust-binary.ts';

/** Every reader of a package database. A cataloger's line here is its registration. */
// biome-ignore format: one line for each, so that two people can add one
export const catalogers = [
  dpkg,
  apk,
  rpm,
  goBinary,
  rustBinary,
  binary,
  npm,
  python,
  java,
  r,
  luarocks,
  perl,
  julia,
  erlang,
  conda,
] as const satisfies readonly CatalogerPlugIn[];
