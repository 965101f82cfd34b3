export { distroSupport, findLifecycles, lifecycleOf, type SupportedLine, softwareSupport } from './find-lifecycles.ts';
export { followedPackages } from './products.ts';
