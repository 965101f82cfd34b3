import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { breakable } from './breakable.tsx';

const drawn = (name: string) => renderToStaticMarkup(breakable(name));

it.each([
  ['a reference', 'r.example:5000/team/app:1', 'r.example:<wbr/>5000/<wbr/>team/<wbr/>app:<wbr/>1'],
  ['a digest', 'team/app@sha256:00', 'team/<wbr/>app@<wbr/>sha256:<wbr/>00'],
  ['a name of one part', 'openssl', 'openssl'],
  ['nothing', '', ''],
  ['markup, as text', '<b>/x', '&lt;b&gt;/<wbr/>x'],
])('lets %s be broken behind its parts', (_name, given, markup) => expect(drawn(given)).toBe(markup));
