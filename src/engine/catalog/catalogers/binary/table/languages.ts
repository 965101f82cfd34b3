import type { BinaryClassifier } from '../classifier.ts';

const php = ['X-Powered-By: PHP/{version}', '{nul}PHP/{version}'];
const ruby = ['ruby {version} (20', 'ruby {version}p{digits} (20'];
const erlang = ['/otp_src_{version}/erts', '/otp-{version}/erts', '/otp-OTP-{version}/erts'];

/** Run-times and compilers of programming languages. */
export const languages: readonly BinaryClassifier[] = [
  {
    name: 'node',
    cpes: ['nodejs:node.js'],
    paths: ['node', 'nodejs', 'libnode.so*', 'libnode.dylib', 'node.exe'],
    versions: ['node.js/v{version}', '{nul}node v{version}{nul}', '{nul}v{version}{nul}'],
    with: ['node'],
  },
  {
    name: 'deno',
    cpes: ['deno:deno'],
    paths: ['deno', 'deno.exe'],
    versions: ['Deno/{version}+', 'Deno/{version}', 'deno {version} ('],
  },
  {
    name: 'bun',
    cpes: ['oven:bun'],
    paths: ['bun', 'bunx', 'bun.exe'],
    versions: ['Bun v{version}', 'bun/{version} npm'],
  },
  {
    name: 'python',
    cpes: ['python_software_foundation:python', 'python:python'],
    paths: ['python?.*', 'libpython?.*.so*', 'libpython?.*.dylib'],
    versions: ['{nul}{name-version}{nul}'],
  },
  { name: 'pypy', cpes: ['pypy:pypy'], paths: ['libpypy*.so*'], versions: ['[PyPy {version}'] },
  {
    name: 'micropython',
    cpes: ['micropython:micropython'],
    paths: ['micropython'],
    versions: ['MicroPython v{version}'],
  },
  {
    name: 'php',
    cpes: ['php:php'],
    paths: ['php', 'php?', 'php?.?', 'php??', 'php-cgi*', 'php-fpm*', 'phpdbg*', 'libphp*.so'],
    versions: php,
  },
  {
    name: 'perl',
    cpes: ['perl:perl'],
    paths: ['perl', 'perl5.*', 'libperl.so*'],
    versions: ['{break}v{version}{nul}', '/perl5/{version}', '/perl/{version}', '/lib/perl{digits}/{version}'],
    with: ['perl'],
  },
  {
    name: 'ruby',
    cpes: ['ruby-lang:ruby'],
    paths: ['ruby', 'ruby?.?', 'libruby*.so*', 'libruby*.dylib'],
    versions: ruby,
  },
  {
    name: 'go',
    cpes: ['golang:go'],
    paths: ['go/VERSION', 'go-*/VERSION', 'golang/VERSION'],
    versions: ['{nul}go{version}'],
    content: 'any',
  },
  {
    name: 'go',
    cpes: ['golang:go'],
    paths: ['bin/go', 'bin/go.exe'],
    versions: ['{break}go{version}{nul}', '{nul}go{version}', 'inf:{gap}go{version}'],
  },
  {
    name: 'rust',
    cpes: ['rust-lang:rust'],
    paths: ['libstd-*.so', 'libstd-*.dylib', 'librustc_driver-*.so'],
    versions: ['rustc version {version} (', 'rustc {version} (', '/rustc-{version}/library', 'c {version} ({hex} 20'],
  },
  {
    name: 'julia',
    cpes: ['julialang:julia'],
    paths: ['libjulia-internal.so*', 'libjulia.so.*'],
    versions: ['__init__{nul}{version}{nul}', 'julia-{version}', '{nul}{version}{nul}verify'],
  },
  {
    name: 'erlang',
    cpes: [String.raw`erlang:erlang\/otp`],
    paths: ['erlexec', 'beam.smp', 'liberts_internal.a'],
    versions: erlang,
  },
  {
    name: 'erlang',
    cpes: [String.raw`erlang:erlang\/otp`],
    paths: ['releases/*/OTP_VERSION'],
    versions: ['{nul}{number}'],
    content: 'any',
  },
  {
    name: 'elixir',
    cpes: ['elixir-lang:elixir'],
    paths: ['elixir/VERSION', 'elixir*/VERSION'],
    versions: ['{nul}{version}'],
    content: 'any',
  },
  {
    name: 'dart',
    cpes: ['dart:dart_software_development_kit'],
    paths: ['dart', 'dart.exe'],
    versions: ['{nul}{version} (stable)', '{nul}{version} (beta)', '{nul}{version} (dev)'],
  },
  {
    name: 'swipl',
    cpes: ['swi-prolog:swi-prolog'],
    paths: ['swipl', 'libswipl.so*'],
    versions: ['swipl-{version}/'],
  },
  {
    name: 'ghc',
    purl: 'pkg:generic/haskell/ghc',
    cpes: ['haskell:ghc'],
    paths: ['ghc', 'ghc-?.*'],
    versions: ['{nul}GHC {version}{nul}', 'ghc-{version}'],
  },
  {
    name: 'cabal',
    purl: 'pkg:generic/haskell/cabal',
    cpes: ['haskell:cabal'],
    paths: ['cabal'],
    versions: ['{nul}Cabal-{version}-', 'cabal-install-{version}', 'cabal-install version {version}'],
  },
  {
    name: 'stack',
    purl: 'pkg:generic/haskell/stack',
    cpes: ['haskell:stack'],
    paths: ['stack'],
    versions: ['Version {version}, Git', 'stack-{version}-'],
  },
  {
    name: 'lua',
    cpes: ['lua:lua'],
    paths: ['lua', 'lua5.*', 'liblua*.so*'],
    versions: ['Lua {version} ', '$LuaVersion: Lua {version}'],
  },
  {
    name: 'luajit',
    cpes: ['luajit:luajit'],
    paths: ['luajit', 'luajit-*', 'libluajit-*.so*'],
    versions: ['LuaJIT {version}'],
  },
  {
    name: 'gcc',
    cpes: ['gnu:gcc'],
    paths: ['gcc', 'gcc-*', '*-gcc', '*-gcc-?', '*-gcc-??', 'cc1'],
    versions: ['{nul}{version}{nul}({text}) {nul}gcc version', 'GCC: (GNU) {version}'],
  },
  {
    name: 'clang',
    cpes: ['llvm:clang'],
    paths: ['clang', 'clang-*', 'libclang-cpp.so*', 'libclang-*.so*'],
    versions: ['clang version {version}'],
  },
  {
    name: 'mono',
    cpes: ['mono-project:mono'],
    paths: ['mono', 'mono-sgen', 'libmono-2.0.so*'],
    versions: ['--version=number{nul}{version}{nul}'],
  },
  { name: 'tcl', cpes: ['tcl:tcl'], paths: ['libtcl?.?.so*'], versions: ['{nul}{name-version}{nul}'] },
  {
    name: 'composer',
    cpes: ['getcomposer:composer'],
    paths: ['composer', 'composer.phar'],
    versions: ["'pretty_version' => '{version}'"],
    with: ['Composer'],
    content: 'any',
  },
];
