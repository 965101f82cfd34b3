/** How long the distro of an image, its run-times and servers are supported. Read `find-lifecycles.ts` first. */

export { distroSupport, findLifecycles, lifecycleOf, type SupportedLine, softwareSupport } from './find-lifecycles.ts';
export { followedPackages } from './products.ts';
