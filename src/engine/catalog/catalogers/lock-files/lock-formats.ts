import { cargoLock } from './formats/cargo.ts';
import { podfileLock } from './formats/cocoapods.ts';
import { composerLock } from './formats/composer.ts';
import { conanLock } from './formats/conan.ts';
import { goMod } from './formats/go.ts';
import { gradleLockfile } from './formats/gradle.ts';
import { cabalFreeze, stackLock } from './formats/haskell.ts';
import { mixLock, rebarLock } from './formats/hex.ts';
import { juliaManifest } from './formats/julia.ts';
import { packageLock } from './formats/npm.ts';
import { nugetLock } from './formats/nuget.ts';
import { pnpmLock } from './formats/pnpm.ts';
import { pubspecLock } from './formats/pub.ts';
import { pipfileLock, pythonTomlLocks } from './formats/python.ts';
import { renvLock } from './formats/renv.ts';
import { requirements } from './formats/requirements.ts';
import { gemfileLock } from './formats/ruby.ts';
import { swiftResolved } from './formats/swift.ts';
import { yarnLock } from './formats/yarn.ts';
import type { LockFormat } from './lock-format.ts';

/** Every kind of lock file. A format's line here is its registration. */
export const lockFormats: readonly LockFormat[] = [
  packageLock,
  yarnLock,
  pnpmLock,
  pipfileLock,
  pythonTomlLocks,
  requirements,
  gemfileLock,
  composerLock,
  cargoLock,
  goMod,
  nugetLock,
  mixLock,
  rebarLock,
  pubspecLock,
  conanLock,
  podfileLock,
  swiftResolved,
  renvLock,
  gradleLockfile,
  stackLock,
  cabalFreeze,
  juliaManifest,
];
