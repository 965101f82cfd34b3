import type { FakeVendor } from './fake-vendor.ts';
import { fakeAcr, fakeEcr, fakeEcrPublic, fakeGar, fakeGcr } from './fakes-cloud.ts';
import { fakeDigitalocean, fakeDockerHub, fakeGhcr, fakeGitlab, fakeIcr, fakeQuay } from './fakes-hosted.ts';
import { fakeArtifactory, fakeDockerV2, fakeHarbor, fakeNexus, fakeOpenshift } from './fakes-own.ts';

/** One fake for each kind of registry. */
export const fakeVendors: readonly FakeVendor[] = [
  fakeDockerHub,
  fakeGhcr,
  fakeEcr,
  fakeEcrPublic,
  fakeAcr,
  fakeGar,
  fakeGcr,
  fakeHarbor,
  fakeQuay,
  fakeArtifactory,
  fakeNexus,
  fakeGitlab,
  fakeIcr,
  fakeOpenshift,
  fakeDigitalocean,
  fakeDockerV2,
];
