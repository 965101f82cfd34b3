import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What axe finds wrong with a page that keeps people from using it: rule, and where. `colors` looks at contrast only. */
export async function findViolations(
  page: Page,
  what: 'everything' | 'colors' = 'everything',
): Promise<readonly string[]> {
  // Within the page, which has no frames, and in place of a second page that axe would open to put results of frames together; nor are the parts
  // told that are well: three quarters of what a look costs.
  const builder = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  if (what === 'colors') builder.withRules(['color-contrast']);
  else builder.withTags(standards);
  const { violations } = await builder.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`));
}
