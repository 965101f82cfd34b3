import { judgePolicies } from './handlers/judge-policies/judge-policies.ts';
import { rematchPackages } from './handlers/rematch-packages/rematch-packages.ts';
import { scanImage } from './handlers/scan-image/scan-image.ts';
import { scanRegistry } from './handlers/scan-registry/scan-registry.ts';
import { scanUpload } from './handlers/scan-upload/scan-upload.ts';
import { updateAdvisories } from './handlers/update-advisories/update-advisories.ts';
import type { JobHandler } from './job-handler.ts';

/** Every kind of job. */
export const jobHandlers: readonly JobHandler[] = [
  scanImage,
  scanUpload,
  scanRegistry,
  updateAdvisories,
  rematchPackages,
  judgePolicies,
];
