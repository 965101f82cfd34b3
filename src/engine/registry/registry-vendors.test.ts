import { describe, expect, it } from 'vitest';
import { findRegistryVendor, registryVendors } from './registry-vendors.ts';

describe('findRegistryVendor', () => {
  it.each([
    ['docker.io', 'docker-hub'],
    ['index.docker.io', 'docker-hub'],
    ['REGISTRY-1.docker.io', 'docker-hub'],
    ['evil-docker.io', 'docker-v2'],
    ['docker.io.example', 'docker-v2'],
    ['registry.example:5000', 'docker-v2'],
    ['docker-hub', 'docker-hub'],
    ['docker-v2', 'docker-v2'],
  ])('%s is %s', (hostOrName, name) => {
    expect(findRegistryVendor(hostOrName)?.name).toBe(name);
  });

  it('takes the list as a parameter', () => {
    const only = registryVendors.filter(({ name }) => name === 'docker-hub');
    expect(findRegistryVendor('registry.example', only)).toBeUndefined();
  });
});
