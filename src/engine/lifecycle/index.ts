export { findLifecycles } from './find-lifecycles.ts';
