import type { AdvisorySource } from '../advisory-source.ts';
import { cisaKev } from './cisa-kev/cisa-kev.ts';
import { epss } from './epss/epss.ts';
import { exploitdb } from './exploitdb/exploitdb.ts';
import { osv } from './osv/osv.ts';

/** Every publisher of advisories or exploit signals. A plug-in's line here is its registration. */
export const advisorySources = [osv, epss, cisaKev, exploitdb] as const satisfies readonly AdvisorySource[];
