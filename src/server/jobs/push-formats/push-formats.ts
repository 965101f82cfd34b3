import { acr } from './acr/acr.ts';
import { artifactRegistry } from './artifact-registry/artifact-registry.ts';
import { artifactory } from './artifactory/artifactory.ts';
import { distribution } from './distribution/distribution.ts';
import { dockerHubPush } from './docker-hub/docker-hub.ts';
import { ecr } from './ecr/ecr.ts';
import { github } from './github/github.ts';
import { harbor } from './harbor/harbor.ts';
import { nexus } from './nexus/nexus.ts';
import type { PushFormat } from './push-format.ts';
import { quay } from './quay/quay.ts';

/** Every form in which registries tell of pushes; the first that recognises a body has it. */
export const pushFormats: readonly PushFormat[] = [
  distribution,
  harbor,
  dockerHubPush,
  ecr,
  artifactRegistry,
  artifactory,
  nexus,
  github,
  quay,
  acr,
];
