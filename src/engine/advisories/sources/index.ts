import type { AdvisorySource } from '../advisory-source.ts';
import { alpineSecdb } from './alpine-secdb/alpine-secdb.ts';
import { chainguardSecdb } from './chainguard-secdb/chainguard-secdb.ts';
import { cisaKev } from './cisa-kev/cisa-kev.ts';
import { cveRecords } from './cve-records/cve-records.ts';
import { cvssList } from './cvss-list/cvss-list.ts';
import { debianSecurityTracker } from './debian-security-tracker/debian-security-tracker.ts';
import { distroInfo } from './distro-info/distro-info.ts';
import { emba } from './emba/emba.ts';
import { endoflife } from './endoflife/endoflife.ts';
import { epss } from './epss/epss.ts';
import { exploitdb } from './exploitdb/exploitdb.ts';
import { kubernetesCve } from './kubernetes-cve/kubernetes-cve.ts';
import { metasploit } from './metasploit/metasploit.ts';
import { nodejsCore } from './nodejs-core/nodejs-core.ts';
import { nvd } from './nvd/nvd.ts';
import { osv } from './osv/osv.ts';
import { redhatVex } from './redhat-vex/redhat-vex.ts';
import { trickestPoc } from './trickest-poc/trickest-poc.ts';
import { ubuntuOval } from './ubuntu-oval/ubuntu-oval.ts';
import { ubuntuUsn } from './ubuntu-usn/ubuntu-usn.ts';
import { wolfiSecdb } from './wolfi-secdb/wolfi-secdb.ts';

/** Every publisher of advisories, ratings, signals about exploits or release cycles. A plug-in's line here is its registration. */
export const advisorySources = [
  osv,
  debianSecurityTracker,
  redhatVex,
  ubuntuUsn,
  ubuntuOval,
  alpineSecdb,
  wolfiSecdb,
  chainguardSecdb,
  kubernetesCve,
  nodejsCore,
  nvd,
  cveRecords,
  cvssList,
  epss,
  cisaKev,
  exploitdb,
  metasploit,
  emba,
  trickestPoc,
  endoflife,
  distroInfo,
] as const satisfies readonly AdvisorySource[];
