import type { AdvisorySource } from '../advisory-source.ts';

/** Every publisher of advisories or exploit signals. A plug-in's line here is its registration. */
export const advisorySources = [] as const satisfies readonly AdvisorySource[];
