import { expect, it } from 'vitest';
import { scanReport } from '#tests/support/sample-report.ts';
import { imagePurl } from './image-purl.ts';

const { image } = scanReport({});
const digest = `sha256:${'3'.repeat(64)}`;

it.each([
  ['r.example:5000/team/app:1', `pkg:oci/app@${digest}?arch=amd64&repository_url=r.example:5000%2Fteam%2Fapp&tag=1`],
  ['debian', `pkg:oci/debian@${digest}?arch=amd64&repository_url=docker.io%2Flibrary%2Fdebian&tag=latest`],
  ['oci-archive:/srv/Node-App_1.0.oci.tar:x', `pkg:oci/node-app_1.0@${digest}?arch=amd64`],
  ['docker-archive:/srv/a.tar.gz', `pkg:oci/a@${digest}?arch=amd64`],
  ['oci:/srv/', `pkg:oci/image@${digest}?arch=amd64`],
])('%s', (reference, purl) => {
  expect(imagePurl({ image: { ...image, reference } })).toBe(purl);
});
