/** What files of these names hold is told by the name: text, data of programs, media, archives, and what compilers leave over. */
const otherExtensions = new Set(
  [
    'txt md rst adoc html htm xhtml css scss less map xml xsd xsl dtd svg json jsonl json5 yaml yml toml ini cfg conf properties csv tsv sql',
    'js mjs cjs jsx ts mts cts tsx vue coffee py pyi pyc pyo pyx pxd rb erb gemspec pl pm pod php phtml inc lua tcl r rd rda rds rdb rdx jl',
    'go rs c cc cpp cxx h hh hpp hxx s asm java kt scala groovy clj cs fs vb swift dart ex exs erl hrl hs ml mli el elc lisp scm vim bat cmd ps1',
    'sh bash zsh fish awk sed m4 am ac cmake mk pc la in po pot mo gmo qm list md5sums sha256sums shlibs symbols triggers templates conffiles',
    'postinst preinst postrm prerm png jpg jpeg gif ico bmp webp tif tiff ttf otf woff woff2 eot pfb afm mp3 mp4 ogg wav webm avi mov pdf ps eps',
    'gz bz2 xz zst lz4 lzma zip tar tgz whl jar war ear aar apk deb rpm gem class a o lib rlib rmeta pdb debug pem crt cer key pub asc sig gpg',
    'service socket timer target rules policy desktop theme patch diff log lock tmpl template snap golden tzdata tab dat cat nib strings hmap',
  ].flatMap((line) => line.split(' ')),
);

/**
 * Tells whether what lies at `path` may be a program, as far as its name goes; its first bytes say the rest. What is said of a
 * path must not change without a new version of every cataloger that wants files by content.
 */
export function mayBeProgram(path: string): boolean {
  const dot = path.lastIndexOf('.');
  if (dot < 0 || path.length - dot > 12) return true;
  const extension = path.slice(dot + 1);
  return !otherExtensions.has(extension) && !otherExtensions.has(extension.toLowerCase());
}
