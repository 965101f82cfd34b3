import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What axe finds wrong with a page that keeps people from using it: rule, and where. `colors` looks at contrast only. */
export async function findViolations(
  page: Page,
  what: 'everything' | 'colors' = 'everything',
): Promise<readonly string[]> {
  const builder = new AxeBuilder({ page });
  if (what === 'colors') builder.withRules(['color-contrast']);
  else builder.withTags(standards);
  const { violations } = await builder.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`));
}
