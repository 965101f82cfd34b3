import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogBuiltImage } from '#tests/support/catalog-built-image.ts';
import { cpuTimeMs } from '#tests/support/cpu-time.ts';
import { writeProgram } from '#tests/support/executables/write-program.ts';
import { useTemporaryDirectory } from '#tests/support/image-context.ts';
import { type FileTree, runCataloger } from '#tests/support/run-cataloger.ts';
import { binary, createBinaryCataloger } from './binary.ts';
import { builtInClassifiers } from './table/table.ts';

/** An executable with this text among its data. NUL is written `␀`. */
const program = (...texts: readonly string[]): Uint8Array =>
  writeProgram({ format: 'elf', bits: 64 }, [
    { name: '.text', content: Buffer.alloc(9000, 0x90) },
    { name: '.rodata', content: Buffer.from(`some\0${texts.join('\0').replaceAll('␀', '\0')}\0text`, 'latin1') },
  ]);

async function purlsOf(files: FileTree, cataloger = binary) {
  return (await runCataloger(cataloger, files)).packages.map(({ purl }) => purl);
}

describe('programs, as they state their version', () => {
  // The texts are those that the programs have: taken down from real ones, a few words around the version.
  it.each<[string, string, string]>([
    ['usr/local/bin/node', 'node.js/v22.9.0', 'node@22.9.0'],
    ['usr/bin/node', '␀node v0.10.48␀', 'node@0.10.48'],
    ['usr/local/bin/python3.12', '␀3.12.4␀', 'python@3.12.4'],
    ['usr/local/bin/python3.14', '␀3.14.0rc2␀', 'python@3.14.0rc2'],
    ['usr/local/lib/libpython3.11.so.1.0', '␀3.11.7+␀', 'python@3.11.7'],
    ['opt/pypy/bin/libpypy3.10-c.so', '[PyPy 7.3.16 with GCC', 'pypy@7.3.16'],
    ['usr/local/bin/php', 'X-Powered-By: PHP/8.3.4', 'php@8.3.4'],
    ['usr/local/sbin/php-fpm', 'X-Powered-By: PHP/8.4.0RC1', 'php@8.4.0RC1'],
    ['usr/lib/apache2/modules/libphp.so', 'X-Powered-By: PHP/8.2.17', 'php@8.2.17'],
    ['usr/local/bin/perl', '/usr/local/lib/perl5/5.38.2/x86_64-linux-gnu', 'perl@5.38.2'],
    ['usr/local/bin/ruby', 'ruby 3.3.0 (2023-12-25 revision 5124f9ac75) [x86_64-linux]', 'ruby@3.3.0'],
    ['usr/local/lib/libruby.so.2.7', 'ruby 2.7.7p221 (2022-11-24 revision 168ec2b1e5)', 'ruby@2.7.7'],
    ['usr/local/bin/bun', 'Bun v1.1.2 (', 'bun@1.1.2'],
    ['usr/bin/deno', 'Deno/1.42.1', 'deno@1.42.1'],
    ['usr/lib/libstd-0123456789abcdef.so', 'clang LLVM (rustc version 1.77.1 (7cf61ebde 2024-03-27))', 'rust@1.77.1'],
    ['usr/lib/erlang/erts-13/bin/erlexec', '/usr/src/otp_src_25.3.2.6/erts/', 'erlang@25.3.2.6'],
    ['usr/lib/dart/bin/dart', 'Dart,GC"␀3.5.2 (stable) (', 'dart@3.5.2'],
    ['usr/bin/ghc-9.4', '␀GHC 9.4.7␀', 'haskell/ghc@9.4.7'],
    ['usr/sbin/nginx', 'nginx version: nginx/1.25.4', 'nginx@1.25.4'],
    ['usr/sbin/lighttpd', '␀lighttpd/1.4.76␀', 'lighttpd@1.4.76'],
    ['usr/local/apache2/bin/httpd', 'Apache/2.4.58 (Unix)', 'httpd@2.4.58'],
    ['usr/local/sbin/haproxy', 'HA-Proxy version 2.0.33', 'haproxy@2.0.33'],
    ['usr/local/sbin/haproxy', ' version 2.9.6-9eafce5, released 2024/02/26', 'haproxy@2.9.6'],
    ['usr/local/bin/traefik', '␀v1.7.34␀', 'traefik@1.7.34'],
    ['usr/local/bin/redis-server', '␀7.2.4buildkitsandbox-1709837398000000000', 'redis@7.2.4'],
    ['usr/local/bin/redis-server', '␀4.0.11841ce7054bd9-1542359302000000000', 'redis@4.0.11'],
    ['usr/local/bin/memcached', 'memcached 1.6.24␀', 'memcached@1.6.24'],
    ['usr/lib/postgresql/16/bin/postgres', 'PostgreSQL 16.2 on x86_64', 'postgresql@16.2'],
    ['usr/bin/mysql', '␀8.0.37␀␀␀␀␀mysql_real_esc', 'mysql@8.0.37'],
    ['usr/bin/mariadb', '␀10.6.15-MariaDB', 'mariadb@10.6.15'],
    ['usr/bin/fluent-bit', '␀2.2.1␀␀␀Fluent Bit', 'fluent-bit@2.2.1'],
    ['bin/busybox', 'BusyBox v1.36.1 (2024', 'busybox@1.36.1'],
    ['bin/bash', '@(#)Bash version 5.2.15(1) release GNU', 'bash@5.2.15'],
    ['usr/bin/openssl', '␀OpenSSL 1.1.1w  11 Sep 2023', 'openssl@1.1.1w'],
    ['usr/lib/libcurl.so.4.8.0', 'libcurl/8.6.0', 'libcurl@8.6.0'],
    ['usr/bin/gcc', 'GCC: (GNU) 12.3.0', 'gcc@12.3.0'],
    ['usr/lib/libkrb5.so.3.3', '␀KRB5_BRAND: krb5-1.20.1-final 1.20.1 20221111␀', 'krb5@1.20.1'],
    ['usr/lib/libkrb5.so.26', '$Version: Heimdal 7.8.0 by', 'heimdal@7.8.0'],
    ['usr/lib/libpng16.so.16.39.0', '␀libpng version 1.6.39␀', 'libpng@1.6.39'],
    ['usr/lib/libjpeg.so.62', 'libjpeg-turbo version 2.1.5 (build 20230203)', 'libjpeg-turbo@2.1.5'],
    ['usr/lib/libpcre2-8.so.0', '␀10.42 2022-12-11␀', 'pcre2@10.42'],
    ['usr/bin/openssl', '␀OpenSSL 1.1.1 (compatible; AWS-LC 1.30.1)␀', 'aws-lc@1.30.1'],
    ['usr/bin/ldapsearch', '$OpenLDAP: ldapsearch 2.5.13+dfsg-5 (Feb  8 2023', 'openldap@2.5.13'],
    ['opt/google/chrome/chrome', 'chrome␀120.0.6099.109␀Default␀', 'chrome@120.0.6099.109'],
    [
      'opt/firefox/application.ini',
      'Vendor=Mozilla\nName=Firefox\nRemotingName=firefox\nVersion=115.6.0\n',
      'firefox@115.6.0',
    ],
    ['bin/consul', 'CONSUL_VERSION: 1.18.0 github.com/hashicorp/consul', 'consul@1.18.0'],
    ['usr/local/bin/helm', 'helm.sh/helm/v3/internal/version.version=v3.14.2', 'helm@3.14.2'],
    ['usr/local/bin/kubectl', 'k8s.io/component-base/version.gitVersion=v1.29.2', 'kubectl@1.29.2'],
    ['usr/bin/kubelet', 'k8s.io/component-base/version.gitVersion=v1.28.8', 'kubelet@1.28.8'],
    ['usr/local/bin/kube-apiserver', 'k8s.io/component-base/version.gitVersion=v1.19.2', 'kube-apiserver@1.19.2'],
    ['hyperkube', 'k8s.io/component-base/version.gitVersion=v1.18.20', 'hyperkube@1.18.20'],
    [
      'bin/prometheus',
      'github.com/prometheus/common/version.Version=2.50.1 github.com/prometheus/prometheus',
      'prometheus@2.50.1',
    ],
    ['usr/local/bin/argocd', 'argo-cd/v2/common.version=2.10.1', 'argocd@2.10.1'],
  ])('%s: %s', async (path, text, purl) => {
    expect(
      (await purlsOf({ [path]: program(text) })).map((one) => one.replace(/^pkg:(?:generic|github\/fluent)\//, '')),
    ).toEqual([purl]);
  });

  it.each<[string, string, string]>([
    ['usr/local/go/VERSION', 'go1.22.1\ntime 2024-02-29T18:18:48Z\n', 'pkg:generic/go@1.22.1'],
    ['usr/lib/erlang/releases/26/OTP_VERSION', '26.2.2\n', 'pkg:generic/erlang@26.2.2'],
    ['var/www/html/wp-includes/version.php', "<?php\n$wp_version = '6.4.3';\n", 'pkg:generic/wordpress@6.4.3'],
    ['var/www/core/lib/Drupal.php', "class Drupal {\n  const VERSION = '10.2.3';\n", 'pkg:generic/drupal@10.2.3'],
    [
      'opt/rabbitmq/plugins/rabbit-3.13.0/ebin/rabbit.app',
      '{application, rabbit, [\n\t{vsn, "3.13.0"},',
      'pkg:generic/rabbitmq@3.13.0',
    ],
  ])('%s, which is text', async (path, text, purl) => {
    expect(await purlsOf({ [path]: text })).toEqual([purl]);
  });

  it.each<[string, string, string]>([
    [
      'Temurin',
      'IMPLEMENTOR="Eclipse Adoptium"\nJAVA_RUNTIME_VERSION="21.0.2+13-LTS"\nJAVA_VERSION="21.0.2"',
      'pkg:generic/eclipse/temurin@21.0.2%2B13',
    ],
    ['Zulu', 'IMPLEMENTOR="Azul Systems, Inc."\nJAVA_VERSION="17.0.10"', 'pkg:generic/azul/zulu@17.0.10'],
    ['Corretto', 'IMPLEMENTOR="Amazon.com Inc."\nJAVA_VERSION="11.0.22"', 'pkg:generic/amazon/corretto@11.0.22'],
    ['GraalVM', 'GRAALVM_VERSION="22.3.3"\nJAVA_VERSION="17.0.8"', 'pkg:generic/graalvm@22.3.3'],
    [
      'Oracle',
      'IMPLEMENTOR="Oracle Corporation"\nBUILD_TYPE="commercial"\nJAVA_VERSION="21.0.2"',
      'pkg:generic/oracle/jdk@21.0.2',
    ],
    ['OpenJDK of a distro', 'IMPLEMENTOR="Debian"\nJAVA_VERSION="17.0.10"', 'pkg:generic/openjdk@17.0.10'],
    ['OpenJDK 8', 'JAVA_VERSION="1.8.0_402"', 'pkg:generic/openjdk@1.8.0_402'],
  ])('Java: %s, by its release file, which goes before its program', async (_name, release, purl) => {
    const java = program('openjdk␀java␀0.0␀21.0.2+13-LTS');
    expect(await purlsOf({ 'opt/java/bin/java': java, 'opt/java/release': `${release}\n` })).toEqual([purl]);
    expect(await purlsOf({ 'opt/java/bin/java': java })).toEqual(['pkg:generic/openjdk@21.0.2%2B13']);
  });

  it('one that is two: OpenResty has an nginx in it', async () => {
    expect(
      await purlsOf({ 'usr/local/openresty/nginx/sbin/nginx': program('nginx version: openresty/1.21.4.1') }),
    ).toEqual(['pkg:generic/nginx@1.21.4', 'pkg:generic/openresty@1.21.4.1']);
  });

  it('gives CPE names with the version', async () => {
    const { packages } = await runCataloger(binary, { 'usr/bin/openssl': program('␀OpenSSL 3.0.0+quic  1 Jan 2024') });
    expect(packages).toMatchObject([
      {
        type: 'generic',
        ecosystem: 'binary',
        details: { kind: 'binary', cpes: [String.raw`cpe:2.3:a:openssl:openssl:3.0.0\+quic:*:*:*:*:*:*:*`] },
      },
    ]);
  });
});

describe('what is no program', () => {
  it('text of a name that a program has is not read', async () => {
    const { opened, packages } = await runCataloger(binary, {
      'etc/bash_completion.d/curl': 'curl/7.1.1',
      'etc/nginx': '',
    });
    expect([opened, packages]).toEqual([[], []]);
  });

  it('executables of other names are not read, but are told', async () => {
    const { opened, packages } = await runCataloger(binary, { 'app/server': program('node.js/v22.9.0') });
    expect([opened, packages]).toEqual([[], []]);
  });
});

describe('the table', () => {
  it('has about 200 programs, each version of which can be looked for', () => {
    expect(new Set(builtInClassifiers.map(({ name }) => name)).size).toBeGreaterThan(150);
  });

  it.each(builtInClassifiers.map((one) => [`${one.name} ${one.paths[0]}`, one] as const))(
    '%s: every template finds what it describes',
    async (_name, classifier) => {
      const path =
        classifier.paths[0]
          ?.replaceAll('python?.*', 'python3.11')
          .replaceAll('libtcl?.?', 'libtcl8.6')
          .replaceAll(/[*?]/g, '1') ?? '';
      for (const template of classifier.versions) {
        const filled = template
          .replace('{name-version}', `${/\d\.\d+/.exec(path)?.[0]}.9`)
          .replace('{number}', '16.2')
          .replace('{java-version}', '17.0.9')
          .replace(/\{(?:version\+?|version-3|triple)\}/, '3.14.15')
          .replaceAll(/\{nuls?\}|\{break\}/g, '\0')
          .replaceAll(/\{digits\}|\{not-digit\}/g, (token) => (token === '{digits}' ? '9' : 'x'))
          .replaceAll('{host}', '0123456789ab')
          .replaceAll(/\{(?:hex|word)\}/g, 'ab')
          .replaceAll(/\{(?:text|gap|space)\}/g, '');
        const { without: _without, with: needed = [], ...only } = classifier;
        const own = createBinaryCataloger([
          { ...only, name: 'under-test', versions: [template], ...(needed.length > 0 && { with: needed }) },
        ]);
        const content = classifier.content === 'any' ? `${filled}\0${needed.join('\0')}` : program(filled, ...needed);
        const { packages } = await runCataloger(own, { [path]: content });
        expect(packages.find(({ name }) => name === 'under-test')?.version, template).toMatch(
          /^(?:3\.14\.15|16\.2|17\.0\.9|(?:3\.11|8\.6)\.9)/,
        );
      }
    },
  );
});

describe("the user's own", () => {
  const own = { name: 'acme', paths: ['bin/acme*'], versions: ['acme/{version}'], cpes: ['acme:acme'] };
  it('are recognised beside the built-in ones, and change what is cached', async () => {
    const cataloger = createBinaryCataloger([own]);
    expect(
      await purlsOf(
        { 'opt/bin/acmed': program('acme/9.8.7'), 'bin/bash': program('@(#)Bash version 5.2.15(1)') },
        cataloger,
      ),
    ).toEqual(['pkg:generic/acme@9.8.7', 'pkg:generic/bash@5.2.15']);
    expect(cataloger.version).not.toBe(binary.version);
    expect(createBinaryCataloger([{ ...own, name: 'b' }]).version).not.toBe(cataloger.version);
  });

  it('go before built-in ones of the same name', async () => {
    const bash = { name: 'bash', paths: ['bash'], versions: ['ours {version}'] };
    const files = { 'bin/bash': program('@(#)Bash version 5.2.15(1)', 'ours 1.2.3') };
    expect(await purlsOf(files, createBinaryCataloger([bash]))).toEqual(['pkg:generic/bash@1.2.3']);
  });
});

describe('hard links', () => {
  const directory = useTemporaryDirectory();
  it('a program whose name is a link to another name is read by its own', async () => {
    const files = [
      { path: 'bin/[', content: program('BusyBox v1.36.1 (2024') },
      { path: 'bin/busybox', type: 'hardlink' as const, linkTarget: 'bin/[' },
      { path: 'bin/cat', type: 'hardlink' as const, linkTarget: 'bin/[' },
    ];
    const { packages } = await catalogBuiltImage(directory.path, [{ files }], { catalogers: [binary] });
    expect(packages.map(({ purl, locations }) => [purl, locations.map(({ path }) => path)])).toEqual([
      ['pkg:generic/busybox@1.36.1', ['bin/busybox']],
    ]);
  });
});

describe('hostile files', () => {
  it('never throws, whatever the file', async () => {
    const paths = ['usr/bin/node', 'bin/python3.11', 'bin/java', 'release', 'bin/openssl', 'bin/gzip'];
    const head = Buffer.from('7f454c4602010100', 'hex');
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), fc.uint8Array({ maxLength: 20_000 }), async (path, bytes) => {
        await runCataloger(binary, { [path]: Buffer.concat([head, bytes]) });
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['bin/gzip', '\x001.'],
    ['bin/node', '\0v4.'],
    ['bin/openssl', 'OpenSSL 1'],
    ['bin/java', 'openjdk\0java\x001.1\x001'],
    ['bin/ffmpeg', '%s version 1'],
    ['bin/python3.11', '\x003.11'],
    ['bin/mysql', '\x001.1\0'],
  ])('%s full of what looks right: 64 MB within time', async (path, text) => {
    const file = Buffer.alloc(64 * 1024 * 1024, text, 'latin1');
    file.write('\x7fELF\x02\x01\x01', 0, 'latin1');
    const started = cpuTimeMs();
    await runCataloger(binary, { [path]: file });
    expect(cpuTimeMs() - started).toBeLessThan(8000);
  });

  it('a packed program is a problem', async () => {
    const packed = Buffer.from(program('node.js/v22.9.0'));
    packed.write('UPX!', 0xe8);
    const { packages, problems } = await runCataloger(binary, { 'bin/node': packed });
    expect([packages, problems.map(({ code }) => code)]).toEqual([[], ['catalog/executable-packed']]);
  });
});
