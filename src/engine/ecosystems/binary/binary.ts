import type { Ecosystem } from '../ecosystem.ts';
import { bitnamiNames } from './bitnami-names.ts';
import { kubernetesNames } from './kubernetes-names.ts';

/**
 * Programs that no package manager installed, known by what they say of themselves. The National Vulnerability Database speaks of
 * them, by their CPE names; of many also Bitnami, and Node.js and Kubernetes each of its own.
 */
export const binary = {
  name: 'binary',
  displayName: 'programs that no package manager installed',
  purlType: 'generic',
  advisoriesElsewhere: 'https://nvd.nist.gov',
  advisoriesName: 'package',
  versionScheme: 'bitnami',
  knownElsewhereAs,
} as const satisfies Ecosystem;

function knownElsewhereAs(name: string): readonly { readonly osvName: string; readonly name: string }[] {
  const bitnami = Object.hasOwn(bitnamiNames, name) ? bitnamiNames[name] : undefined;
  return [
    ...(bitnami === undefined ? [] : [{ osvName: 'Bitnami', name: bitnami }]),
    ...(name === 'node' ? [{ osvName: 'Node.js', name }] : []),
    ...(kubernetesNames.get(name) ?? []).map((known) => ({ osvName: 'kubernetes', name: known })),
  ];
}
