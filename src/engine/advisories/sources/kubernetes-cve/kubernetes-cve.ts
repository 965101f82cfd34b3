import type { AdvisorySource } from '../../advisory-source.ts';
import { readOsvFiles } from '../../osv/read-osv-files.ts';

const archive = 'kubernetes-cve.zip';

/**
 * Kubernetes' own CVE feed with ranges of versions, as OSV records (github.com/aquasecurity/vuln-list-k8s). They name components
 * (`k8s.io/kubelet`) by the version of Kubernetes, not of the Go module of that name, so their ecosystem is one of its own.
 * A mirror may hold the records one by one in `kubernetes-cve/`.
 */
export const kubernetesCve: AdvisorySource = {
  name: 'kubernetes-cve',
  displayName: 'Kubernetes CVE feed',
  homepage: 'https://kubernetes.io/docs/reference/issues-security/official-cve-feed/',
  licence: 'Apache-2.0',
  firstHand: true,
  feeds: async ({ mirror }) => {
    const listed = (await mirror?.listFiles('kubernetes-cve'))?.filter((name) => /^CVE-[\d-]+\.json$/.test(name)) ?? [];
    const single = listed.map((name) => ({ mirrorPath: `kubernetes-cve/${name}` }));
    const whole = {
      upstream: 'https://codeload.github.com/aquasecurity/vuln-list-k8s/zip/refs/heads/main',
      mirrorPath: archive,
    };
    return [{ name: 'kubernetes-cve', files: single.length > 0 ? single : [whole], optional: mirror !== undefined }];
  },
  speaksFor: (_, ecosystem) => ecosystem === 'kubernetes',
  parse: readOsvFiles,
};
