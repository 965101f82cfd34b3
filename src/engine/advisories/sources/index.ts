import type { AdvisorySource } from '../advisory-source.ts';
import { alpineSecdb } from './alpine-secdb/alpine-secdb.ts';
import { chainguardSecdb } from './chainguard-secdb/chainguard-secdb.ts';
import { cisaKev } from './cisa-kev/cisa-kev.ts';
import { debianSecurityTracker } from './debian-security-tracker/debian-security-tracker.ts';
import { epss } from './epss/epss.ts';
import { exploitdb } from './exploitdb/exploitdb.ts';
import { osv } from './osv/osv.ts';
import { wolfiSecdb } from './wolfi-secdb/wolfi-secdb.ts';

/** Every publisher of advisories or exploit signals. A plug-in's line here is its registration. */
export const advisorySources = [
  osv,
  debianSecurityTracker,
  alpineSecdb,
  wolfiSecdb,
  chainguardSecdb,
  epss,
  cisaKev,
  exploitdb,
] as const satisfies readonly AdvisorySource[];
