import { describe, expect, it } from 'vitest';
import { products } from '#engine/advisories/sources/endoflife/products.ts';
import { ecosystems } from '#engine/ecosystems/index.ts';
import { distroProducts, productOf } from '#engine/lifecycle/products.ts';

describe('the products whose support is followed', () => {
  const programs = ['node', 'python', 'php', 'ruby', 'nginx', 'httpd', 'redis', 'temurin', 'rust', 'tomcat', 'kubectl'];

  it.each([...Object.values(distroProducts), ...programs.map((name) => productOf({ type: 'generic', name }) ?? name)])(
    '%s is fetched',
    (product) => {
      expect(products).toContain(product);
    },
  );

  it.each(Object.keys(distroProducts))('%s is an ecosystem', (name) => {
    expect(ecosystems.map((one) => one.name)).toContain(name);
  });
});
