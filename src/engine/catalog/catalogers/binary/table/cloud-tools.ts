import type { BinaryClassifier } from '../classifier.ts';

/** What programs built by Go's tools have where their makers left no other words: a text for itself. */
const bare = '{break}v{version}{nul}';
/** What a program of Go says of its own module, and what the linker was told. */
const goModule = (path: string) => `mod\t${path}\tv{version}`;
const goFlag = (variable: string) => [`${variable}=v{version}`, `${variable}={version}`];

/** Orchestration, delivery, and what goes with it. */
export const cloudTools: readonly BinaryClassifier[] = [
  {
    name: 'consul',
    cpes: ['hashicorp:consul'],
    paths: ['consul'],
    versions: [
      'CONSUL_VERSION: {version}',
      goModule('github.com/hashicorp/consul'),
      ...goFlag('github.com/hashicorp/consul/version.Version'),
    ],
    with: ['hashicorp/consul'],
  },
  {
    name: 'vault',
    cpes: ['hashicorp:vault'],
    paths: ['vault'],
    versions: [
      ...goFlag('github.com/hashicorp/vault/sdk/version.Version'),
      ...goFlag('github.com/hashicorp/vault/version.Version'),
      goModule('github.com/hashicorp/vault'),
    ],
  },
  {
    name: 'nomad',
    cpes: ['hashicorp:nomad'],
    paths: ['nomad'],
    versions: [...goFlag('github.com/hashicorp/nomad/version.Version'), goModule('github.com/hashicorp/nomad')],
  },
  {
    name: 'terraform',
    cpes: ['hashicorp:terraform'],
    paths: ['terraform'],
    versions: [...goFlag('github.com/hashicorp/terraform/version.Version'), goModule('github.com/hashicorp/terraform')],
  },
  {
    name: 'opentofu',
    cpes: ['opentofu:opentofu'],
    paths: ['tofu'],
    versions: [...goFlag('github.com/opentofu/opentofu/version.Version'), goModule('github.com/opentofu/opentofu')],
  },
  {
    name: 'packer',
    cpes: ['hashicorp:packer'],
    paths: ['packer'],
    versions: [...goFlag('github.com/hashicorp/packer/version.Version'), goModule('github.com/hashicorp/packer')],
  },
  {
    name: 'boundary',
    cpes: ['hashicorp:boundary'],
    paths: ['boundary'],
    versions: [...goFlag('github.com/hashicorp/boundary/version.Version'), goModule('github.com/hashicorp/boundary')],
  },
  {
    name: 'helm',
    cpes: ['helm:helm'],
    paths: ['helm'],
    versions: [
      'helm.sh/helm/v{digits}/internal/version.version=v{version}',
      'mod\thelm.sh/helm/v{digits}\tv{version}',
      bare,
    ],
  },
  kubernetesProgram('kubectl', ['kubernetes:kubectl', 'kubernetes:kubernetes']),
  kubernetesProgram('kubelet'),
  kubernetesProgram('kube-apiserver'),
  kubernetesProgram('kube-controller-manager'),
  kubernetesProgram('kube-scheduler'),
  kubernetesProgram('kube-proxy'),
  kubernetesProgram('kubeadm'),
  kubernetesProgram('hyperkube'),
  {
    name: 'kustomize',
    cpes: ['kubernetes:kustomize'],
    paths: ['kustomize'],
    versions: [
      'version=kustomize/v{version}',
      'provenance.version=v{version}',
      'mod\tsigs.k8s.io/kustomize/kustomize/v{digits}\tv{version}',
    ],
  },
  {
    name: 'k3s',
    cpes: ['k3s:k3s'],
    paths: ['k3s'],
    versions: ['k3s/pkg/version.Version=v{version}', '{nul}v{version}+k3s'],
  },
  {
    name: 'istio',
    cpes: ['istio:istio'],
    paths: ['pilot-agent', 'pilot-discovery', 'istioctl', 'istio-cni'],
    versions: [
      'istio.io/istio/pkg/version.buildVersion={version}',
      'istio.io/pkg/version.buildVersion={version}',
      '/istio-{version}',
    ],
    with: ['istio.io/'],
  },
  {
    name: 'linkerd',
    cpes: ['linkerd:linkerd'],
    paths: ['linkerd', 'linkerd2-proxy'],
    versions: ['linkerd2/pkg/version.Version=stable-{version}', '{nul}stable-{version}'],
  },
  {
    name: 'argocd',
    cpes: ['argoproj:argo_cd', 'linuxfoundation:argo-cd'],
    paths: ['argocd', 'argocd-server', 'argocd-repo-server'],
    versions: ['common.version={version}', 'mod\tgithub.com/argoproj/argo-cd/v{digits}\tv{version}'],
  },
  {
    name: 'flux',
    cpes: ['fluxcd:flux2'],
    paths: ['flux'],
    versions: ['main.VERSION={version}', 'mod\tgithub.com/fluxcd/flux2/v{digits}\tv{version}'],
  },
  {
    name: 'docker',
    cpes: ['docker:docker', 'mobyproject:moby'],
    paths: ['dockerd', 'docker'],
    versions: [
      'dockerversion.Version={version}',
      'cli/version.Version={version}',
      'github.com/docker/cli/cli/version.Version={version}',
    ],
  },
  {
    name: 'docker-compose',
    cpes: ['docker:compose'],
    paths: ['docker-compose'],
    versions: ['compose/v{digits}/internal.Version=v{version}', 'mod\tgithub.com/docker/compose/v{digits}\tv{version}'],
  },
  {
    name: 'containerd',
    cpes: ['linuxfoundation:containerd'],
    paths: ['containerd', 'ctr', 'containerd-shim-runc-v2'],
    versions: [
      'containerd/version.Version=v{version}',
      'containerd/v{digits}/version.Version=v{version}',
      'mod\tgithub.com/containerd/containerd/v{digits}\tv{version}',
      goModule('github.com/containerd/containerd'),
    ],
  },
  {
    name: 'runc',
    cpes: ['linuxfoundation:runc'],
    paths: ['runc'],
    versions: ['main.version={version}', goModule('github.com/opencontainers/runc')],
    with: ['opencontainers/runc'],
  },
  {
    name: 'crun',
    cpes: ['crun_project:crun'],
    paths: ['crun'],
    versions: ['{nul}{version}{nul}%s version', 'crun version {version}'],
  },
  {
    name: 'podman',
    cpes: ['podman_project:podman'],
    paths: ['podman'],
    versions: ['mod\tgithub.com/containers/podman/v{digits}\tv{version}'],
  },
  {
    name: 'buildkit',
    cpes: ['mobyproject:buildkit'],
    paths: ['buildkitd', 'buildctl'],
    versions: ['buildkit/version.Version=v{version}', goModule('github.com/moby/buildkit')],
  },
  {
    name: 'skopeo',
    cpes: ['skopeo_project:skopeo'],
    paths: ['skopeo'],
    versions: [goModule('github.com/containers/skopeo')],
  },
  {
    name: 'crane',
    paths: ['crane'],
    versions: [goModule('github.com/google/go-containerregistry'), 'cmd.Version={version}'],
  },
  {
    name: 'gitlab-runner',
    cpes: ['gitlab:runner'],
    paths: ['gitlab-runner'],
    versions: ['gitlab-runner/common.VERSION={version}', 'common.VERSION={version}'],
  },
  {
    name: 'gitea',
    cpes: ['gitea:gitea'],
    paths: ['gitea'],
    versions: ['main.Version={version}', goModule('code.gitea.io/gitea')],
    with: ['code.gitea.io'],
  },
];

/** The programs of Kubernetes are released together, but its advisories say which of them a flaw is in. */
function kubernetesProgram(name: string, cpes: readonly string[] = ['kubernetes:kubernetes']): BinaryClassifier {
  return {
    name,
    cpes,
    paths: [name],
    versions: ['version.gitVersion=v{version}', goModule('k8s.io/kubernetes'), bare],
  };
}
