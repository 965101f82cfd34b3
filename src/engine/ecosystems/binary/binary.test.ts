import { describe, expect, it } from 'vitest';
import { binary } from './binary.ts';

describe('binary', () => {
  it('has no advisories of its own, and says who knows', () => {
    expect(binary).not.toHaveProperty('osvName');
    expect(binary).toMatchObject({ purlType: 'generic', advisoriesElsewhere: 'https://nvd.nist.gov' });
  });

  it.each([
    ['redis', ['Bitnami redis']],
    ['httpd', ['Bitnami apache']],
    ['node', ['Bitnami node', 'Node.js node']],
    ['kubectl', ['kubernetes k8s.io/kubectl']],
    ['kubelet', ['kubernetes k8s.io/kubelet', 'kubernetes k8s.io/kubernetes', 'kubernetes k8s.io/client-go']],
    [
      'kube-controller-manager',
      ['kubernetes k8s.io/controller-manager', 'kubernetes k8s.io/kubernetes', 'kubernetes k8s.io/client-go'],
    ],
    ['vsftpd', []],
    ['constructor', []],
  ])('what %s is known as elsewhere', (name, expected) => {
    expect(binary.knownElsewhereAs(name).map((one) => `${one.osvName} ${one.name}`)).toEqual(expected);
  });

  it('knows hyperkube as all programs of Kubernetes', () => {
    const names = binary.knownElsewhereAs('hyperkube').map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['k8s.io/apiserver', 'k8s.io/kubelet', 'k8s.io/kubectl']));
    expect(new Set(names).size).toBe(names.length);
  });
});
