import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '#tests/support/any-text.ts';
import { runCataloger } from '#tests/support/run-cataloger.ts';
import { parsePluginHeader } from './plugin-header.ts';
import { wordpress } from './wordpress.ts';

const header = (version: string) =>
  `<?php\n/**\n * Plugin Name: Shop & Cart\n * Description: Version: none of it\n * Version: ${version}\n * License: GPL-2.0-or-later\n */\n`;

describe('wordpress', () => {
  it('lists a plugin by its folder', async () => {
    const { packages, problems } = await runCataloger(wordpress, {
      'var/www/html/wp-content/plugins/shop-cart/shop.php': header('8.4.0'),
      'var/www/html/wp-content/plugins/shop-cart/uninstall.php': '<?php exit;',
    });
    expect(problems).toEqual([]);
    expect(packages).toEqual([
      {
        purl: 'pkg:wordpress-plugin/shop-cart@8.4.0',
        type: 'wordpress-plugin',
        ecosystem: 'wordpress',
        name: 'shop-cart',
        version: '8.4.0',
        licenses: ['GPL-2.0-or-later'],
        paths: ['var/www/html/wp-content/plugins/shop-cart/shop.php'],
      },
    ]);
  });

  it('opens PHP files right in the folder of a plugin, and nothing else', async () => {
    const { opened } = await runCataloger(wordpress, {
      'srv/wp-content/plugins/a/a.php': header('1'),
      'srv/wp-content/plugins/a/includes/b.php': header('1'),
      'srv/wp-content/plugins/a/readme.txt': 'x',
      'srv/wp-content/plugins/hello.php': header('1'),
      'srv/wp-content/themes/a/functions.php': header('1'),
      'srv/xwp-content/plugins/a/a.php': header('1'),
    });
    expect(opened).toEqual(['srv/wp-content/plugins/a/a.php']);
  });

  it('looks at no more than the first 8 KiB', async () => {
    const { packages } = await runCataloger(wordpress, {
      'wp-content/plugins/near/a.php': `<?php\n${' '.repeat(8000)}\n/*\nPlugin Name: A\nVersion: 1.0\n*/`,
      'wp-content/plugins/far/a.php': `<?php\n${' '.repeat(8200)}\n/*\nPlugin Name: A\nVersion: 1.0\n*/`,
    });
    expect(packages.map(({ name }) => name)).toEqual(['near']);
  });
});

describe('parsePluginHeader', () => {
  it.each([
    ['a comment of many lines', header('5.3.1'), '5.3.1'],
    ['a comment without stars', '<?php\n/*\nPlugin Name: A\nVersion: 1.2-beta1\n*/', '1.2-beta1'],
    ['line comments', '<?php\n# Plugin Name: A\n// Version: 2.0\n', '2.0'],
    ['all in capitals', '<?php\n/*\nPLUGIN NAME: A\nVERSION: 3\n*/', '3'],
    ['line ends of Windows', header('1.0').replaceAll('\n', '\r\n'), '1.0'],
    ['a comment that ends on the line', '<?php\n/* Plugin Name: A\n * Version: 1.0 */', '1.0'],
    ['the first of two versions', '<?php\n/*\nPlugin Name: A\nVersion: 1\nVersion: 2\n*/', '1'],
  ])('reads %s', (_name, text, version) => {
    expect(parsePluginHeader(text)?.version).toBe(version);
  });

  it.each([
    ['no header', '<?php echo 1;'],
    ['no version', '<?php\n/*\nPlugin Name: A\n*/'],
    ['no name', '<?php\n/*\nVersion: 1\n*/'],
    ['a version that is a sentence', '<?php\n/*\nPlugin Name: A\nVersion: see below\n*/'],
  ])('finds nothing where there is %s', (_name, text) => {
    expect(parsePluginHeader(text)).toBeUndefined();
  });

  it('never throws', () => {
    const line = fc.constantFrom('Plugin Name: A', 'Version: 1', 'Version: / *', '/*', '<?php', '');
    const text = fc.oneof(
      anyText(),
      fc.array(line).map((lines) => lines.join('\n')),
    );
    fc.assert(
      fc.property(text, (one) => {
        const read = parsePluginHeader(one);
        expect(read === undefined || read.version !== '').toBe(true);
      }),
    );
  });
});
