const component = (name: string) => `k8s.io/${name}`;
/** The programs of a cluster; where an advisory names Kubernetes as a whole, or its library for clients, it may mean any of them. */
const servers: Readonly<Record<string, string>> = {
  kubelet: 'kubelet',
  'kube-apiserver': 'apiserver',
  'kube-controller-manager': 'controller-manager',
  'kube-scheduler': 'kube-scheduler',
  'kube-proxy': 'kube-proxy',
};
const wholes = ['kubernetes', 'client-go'];
const tools: Readonly<Record<string, string>> = { kubectl: 'kubectl', kubeadm: 'kubeadm' };

/**
 * Names by which Kubernetes' own CVE feed (github.com/aquasecurity/vuln-list-k8s) knows its programs, by those of their classifiers; its
 * versions are those of Kubernetes. `hyperkube` was all of them in one.
 */
export const kubernetesNames: ReadonlyMap<string, readonly string[]> = new Map([
  ...Object.entries(servers).map(([name, own]): [string, string[]] => [name, [own, ...wholes].map(component)]),
  ...Object.entries(tools).map(([name, own]): [string, string[]] => [name, [component(own)]]),
  ['hyperkube', [...Object.values(servers), 'kubectl', ...wholes].map(component)],
]);
