import type { Page } from 'playwright-core';

/** Markup that would run `hostile()`, or leave an element behind, wherever it is taken for more than text. */
export const markup = `"><img src=x onerror=hostile()><b data-hostile>{{7*7}}</b>`;

/** What is typed into every field, by what it tries. */
export const hostileValues: Readonly<Record<string, string>> = {
  'a picture with a handler': '<img src=x onerror="hostile()" data-hostile>',
  'a script that ends an attribute': '"><script data-hostile>hostile()</script>',
  'a drawing': "'><svg data-hostile onload=hostile()></svg>",
  'an address that is script': 'javascript:hostile()',
  'a formula': '=HYPERLINK("http://evil.example","x")',
  'a command': "+cmd|' /C calc'!A0",
  'a sum': '@SUM(1+1)',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it must not be taken for one.
  'a template': '{{7*7}}${7*7}<%= 7*7 %>',
  SQL: "' or 1=1 --",
  'text that runs the other way': '\u202Egnp.exe\u200B\u2066',
  'no text': 'a\u0000b',
  'half of a pair': 'a\uD800b',
  'a path': '../../../../etc/passwd',
  'the metadata service': '169.254.169.254',
};

/** As long as nobody types. */
export const longText = 'x'.repeat(10_000);

/** Addresses of metadata services, as they are and as URLs also allow them to be written. */
export const metadataHosts: readonly string[] = [
  '169.254.169.254',
  '[::ffff:169.254.169.254]',
  '[fd00:ec2::254]',
  '2852039166',
  '0251.0376.0251.0376',
  '0xa9fea9fe',
  '169.16689662',
  'metadata.google.internal',
  'metadata.google.internal.',
  'METADATA.google.internal:80',
];

/** Notes in the page whether anything runs that was meant as text, and what its policy has stopped. */
const watching = `
  window.hostileRuns = [];
  window.hostile = () => window.hostileRuns.push('a script ran');
  document.addEventListener('securitypolicyviolation', (event) => window.hostileRuns.push('stopped: ' + event.violatedDirective));
  window.findHostile = () => [
    ...window.hostileRuns,
    ...[...document.querySelectorAll('[data-hostile], img[src="x"], a[href^="javascript:" i], script:not([src])')].map((one) => one.outerHTML),
  ];`;

/** Watches a page from its next address on. */
export async function watchForScripts(page: Page): Promise<void> {
  await page.addInitScript(watching);
}

/** What has become more than text in a page that is watched. */
export function foundIn(page: Page): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>('window.findHostile()');
}
