import type { BinaryClassifier } from '../classifier.ts';

/** Libraries that are copied as they are. */
export const libraries: readonly BinaryClassifier[] = [
  {
    name: 'libcurl',
    cpes: ['haxx:libcurl', 'haxx:curl'],
    paths: ['libcurl.so*', 'libcurl-gnutls.so*', 'libcurl.dylib', 'libcurl*.dll'],
    versions: ['libcurl/{version}', 'CLIENT libcurl {version}'],
  },
  {
    name: 'glibc',
    cpes: ['gnu:glibc'],
    paths: ['libc.so.6', 'libc-2.*.so'],
    versions: [
      'GNU C Library {text}version {version}',
      'release version {version}',
      'stable release version {version}',
    ],
  },
  {
    name: 'musl',
    cpes: ['musl-libc:musl'],
    paths: ['ld-musl-*.so*', 'libc.musl-*.so*', 'musl/lib/libc.so'],
    versions: ['Version %s{gap}{version}{nul}', '{nul}{version}{nul}'],
    with: ['musl libc'],
  },
  {
    name: 'zlib',
    cpes: ['zlib:zlib'],
    paths: ['libz.so*', 'zlib1.dll'],
    versions: ['deflate {version} Copyright', 'inflate {version} Copyright'],
  },
  { name: 'expat', cpes: ['libexpat_project:libexpat'], paths: ['libexpat.so*'], versions: ['expat_{version}'] },
  {
    name: 'gnutls',
    cpes: ['gnu:gnutls'],
    paths: ['libgnutls.so*'],
    versions: ['Enabled GnuTLS {version} ', '{nul}{version}{nul}GNUTLS'],
    with: ['gnutls'],
  },
  { name: 'libgcrypt', cpes: ['gnupg:libgcrypt'], paths: ['libgcrypt.so*'], versions: ['Libgcrypt {version}'] },
  {
    name: 'qt',
    cpes: ['qt:qt'],
    paths: ['libQt?Core.so*', 'Qt?Core.dll', 'libQtCore.so*'],
    versions: ['QtCore library version Qt {version} (', 'Qt {version} ('],
  },
  {
    name: 'ffmpeg',
    cpes: ['ffmpeg:ffmpeg'],
    paths: ['ffmpeg', 'ffprobe', 'libavcodec.so*', 'libavformat.so*', 'libavutil.so*'],
    versions: [
      'FFmpeg version {version}',
      'ffmpeg version {version}',
      'FFmpeg version n{version}',
      '%s version {version}',
      '%s version n{version}',
    ],
    with: ['FFmpeg'],
  },
  {
    name: 'imagemagick',
    cpes: ['imagemagick:imagemagick'],
    paths: ['libMagickCore-*.so*', 'magick'],
    versions: ['ImageMagick {version+}'],
  },
  {
    name: 'graphicsmagick',
    cpes: ['graphicsmagick:graphicsmagick'],
    paths: ['libGraphicsMagick-*.so*'],
    versions: ['GraphicsMagick {version}'],
  },
  {
    name: 'lightgbm',
    cpes: ['microsoft:lightgbm'],
    paths: ['lib_lightgbm.so', 'lib_lightgbm.dylib'],
    versions: ['LightGBM {version}', '{nul}{version}{nul}[LightGBM]'],
  },
  {
    name: 'krb5',
    cpes: ['mit:kerberos_5'],
    paths: ['libkrb5.so*'],
    versions: ['KRB5_BRAND: krb5-{text} {version} '],
  },
  {
    name: 'heimdal',
    cpes: ['heimdal_project:heimdal'],
    paths: ['libkrb5.so*'],
    versions: ['$Version: Heimdal {version}'],
  },
  { name: 'libpng', cpes: ['libpng:libpng'], paths: ['libpng*.so*'], versions: ['libpng version {version}'] },
  {
    name: 'libjpeg-turbo',
    cpes: ['libjpeg-turbo:libjpeg-turbo'],
    paths: ['libjpeg.so*', 'libturbojpeg.so*'],
    versions: ['libjpeg-turbo version {version} (build'],
  },
  {
    name: 'pcre2',
    cpes: ['pcre:pcre2'],
    paths: ['libpcre2-*.so*'],
    versions: ['{nul}{version} 20{digits}-{digits}-{digits}{nul}'],
  },
];
