import { almalinux } from './almalinux/almalinux.ts';
import { alpine } from './alpine/alpine.ts';
import { amazonLinux } from './amazon-linux/amazon-linux.ts';
import { arch } from './arch/arch.ts';
import { azureLinux } from './azure-linux/azure-linux.ts';
import { bellsoftAlpaquita } from './bellsoft-alpaquita/bellsoft-alpaquita.ts';
import { binary } from './binary/binary.ts';
import { bitnami } from './bitnami/bitnami.ts';
import { cargo } from './cargo/cargo.ts';
import { chainguard } from './chainguard/chainguard.ts';
import { conda } from './conda/conda.ts';
import { cpan } from './cpan/cpan.ts';
import { cran } from './cran/cran.ts';
import { debian } from './debian/debian.ts';
import { echo } from './echo/echo.ts';
import type { Ecosystem } from './ecosystem.ts';
import { fedora } from './fedora/fedora.ts';
import { gentoo } from './gentoo/gentoo.ts';
import { go } from './go/go.ts';
import { hackage } from './hackage/hackage.ts';
import { hex } from './hex/hex.ts';
import { julia } from './julia/julia.ts';
import { luarocks } from './luarocks/luarocks.ts';
import { mageia } from './mageia/mageia.ts';
import { maven } from './maven/maven.ts';
import { minimos } from './minimos/minimos.ts';
import { npm } from './npm/npm.ts';
import { nuget } from './nuget/nuget.ts';
import { openeuler } from './openeuler/openeuler.ts';
import { opensuse } from './opensuse/opensuse.ts';
import { openwrt } from './openwrt/openwrt.ts';
import { oracleLinux } from './oracle-linux/oracle-linux.ts';
import { packagist } from './packagist/packagist.ts';
import { photon } from './photon/photon.ts';
import { pub } from './pub/pub.ts';
import { pypi } from './pypi/pypi.ts';
import { redHat } from './red-hat/red-hat.ts';
import { rockyLinux } from './rocky-linux/rocky-linux.ts';
import { rubygems } from './rubygems/rubygems.ts';
import { suse } from './suse/suse.ts';
import { swift } from './swift/swift.ts';
import { ubuntu } from './ubuntu/ubuntu.ts';
import { wolfi } from './wolfi/wolfi.ts';
import { wordpress } from './wordpress/wordpress.ts';

/** Every distro and language whose packages can be found. A plug-in's line here is its registration. */
export const ecosystems: readonly Ecosystem[] = [
  debian,
  ubuntu,
  alpine,
  wolfi,
  chainguard,
  almalinux,
  rockyLinux,
  redHat,
  amazonLinux,
  arch,
  azureLinux,
  bellsoftAlpaquita,
  echo,
  fedora,
  gentoo,
  mageia,
  minimos,
  openeuler,
  opensuse,
  openwrt,
  oracleLinux,
  photon,
  suse,
  npm,
  bitnami,
  binary,
  cargo,
  conda,
  cpan,
  cran,
  go,
  hackage,
  hex,
  julia,
  luarocks,
  maven,
  nuget,
  packagist,
  pub,
  pypi,
  rubygems,
  swift,
  wordpress,
];

/** Finds an ecosystem by its name. */
export function findEcosystem(name: string, among: readonly Ecosystem[] = ecosystems): Ecosystem | undefined {
  return among.find((ecosystem) => ecosystem.name === name);
}
