import type { CatalogerPlugIn } from './cataloger.ts';
import { apk } from './catalogers/apk/apk.ts';
import { binary } from './catalogers/binary/binary.ts';
import { bottlerocket } from './catalogers/bottlerocket/bottlerocket.ts';
import { chisel } from './catalogers/chisel/chisel.ts';
import { conda } from './catalogers/conda/conda.ts';
import { dotnet } from './catalogers/dotnet/dotnet.ts';
import { dpkg } from './catalogers/dpkg/dpkg.ts';
import { elfNote } from './catalogers/elf-note/elf-note.ts';
import { erlang } from './catalogers/erlang/erlang.ts';
import { goBinary } from './catalogers/go-binary/go-binary.ts';
import { homebrew } from './catalogers/homebrew/homebrew.ts';
import { java } from './catalogers/java/java.ts';
import { julia } from './catalogers/julia/julia.ts';
import { lockFiles } from './catalogers/lock-files/lock-files.ts';
import { luarocks } from './catalogers/luarocks/luarocks.ts';
import { npm } from './catalogers/npm/npm.ts';
import { opkg } from './catalogers/opkg/opkg.ts';
import { pacman } from './catalogers/pacman/pacman.ts';
import { perl } from './catalogers/perl/perl.ts';
import { php } from './catalogers/php/php.ts';
import { portage } from './catalogers/portage/portage.ts';
import { python } from './catalogers/python/python.ts';
import { r } from './catalogers/r/r.ts';
import { rpm } from './catalogers/rpm/rpm.ts';
import { ruby } from './catalogers/ruby/ruby.ts';
import { rustBinary } from './catalogers/rust-binary/rust-binary.ts';
import { sbom } from './catalogers/sbom/sbom.ts';
import { wordpress } from './catalogers/wordpress/wordpress.ts';

/** Every reader of a package database. A cataloger's line here is its registration. */
// biome-ignore format: one line for each, so that two people can add one
export const catalogers = [
  dpkg,
  apk,
  rpm,
  pacman,
  opkg,
  portage,
  chisel,
  bottlerocket,
  homebrew,
  goBinary,
  rustBinary,
  elfNote,
  binary,
  npm,
  python,
  java,
  ruby,
  php,
  wordpress,
  dotnet,
  r,
  luarocks,
  perl,
  julia,
  erlang,
  conda,
  lockFiles,
  sbom,
] as const satisfies readonly CatalogerPlugIn[];
