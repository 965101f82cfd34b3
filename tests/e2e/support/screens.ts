const imageId = `sha256:${'0'.repeat(64)}`;

/** Every screen by name: its address, and words that are shown once it is drawn. */
export const screens = [
  { name: 'sign-in', path: '/sign-in', shows: 'Sign in to Plimsoll' },
  { name: 'registries', path: '/registry', shows: '3 registries, 14 repositories, 1,242 images' },
  { name: 'registries with what was searched for', path: '/registry?q=api', shows: 'payments/worker' },
  { name: 'repositories of a registry', path: '/registry/team', shows: 'Scanning: 124 of 214' },
  {
    name: 'images of a repository',
    path: '/registry/team/repository/registry.example:5000/payments/api',
    shows: '100 of 100,000',
  },
  { name: 'images', path: '/images', shows: '100 of 100,000' },
  { name: 'image overview', path: `/images/${imageId}`, shows: 'Packages by severity' },
  { name: 'image vulnerabilities', path: `/images/${imageId}/vulnerabilities`, shows: '40 of 40' },
  {
    name: 'vulnerability detail',
    path: `/images/${imageId}/vulnerabilities?vulnerability=CVE-2026-1000`,
    shows: 'Why it matched',
  },
  { name: 'image content', path: `/images/${imageId}/content`, shows: '60 of 60' },
  { name: 'image layers', path: `/images/${imageId}/layers`, shows: 'a newer base image may mend them' },
  { name: 'image recommendations', path: `/images/${imageId}/recommendations`, shows: 'Upgrade plan' },
  { name: 'image detail', path: `/images/${imageId}/detail`, shows: 'Where it is known' },
  { name: 'runs of a registry', path: '/registry/team/runs', shows: 'each time that the registry was scanned' },
  { name: 'a run', path: '/registry/team/runs?run=run-1', shows: 'Not among the newest' },
  { name: 'what failed in a run', path: '/registry/team/runs?run=run-1&list=failed', shows: 'What happened' },
  { name: 'vulnerability', path: '/vulnerabilities/CVE-2026-1000', shows: 'First tag without it' },
  { name: 'package', path: '/packages/deb/openssl', shows: 'Versions in images, worst first' },
  { name: 'comparison', path: '/compare?from=app:1&to=app:2', shows: 'Added (1)' },
  { name: 'dashboard', path: '/dashboard', shows: 'New since your last visit' },
  { name: 'queue', path: '/queue', shows: '1 running, 2 waiting' },
  { name: 'queue, what failed', path: '/queue?state=failed', shows: 'Failed, and not made good since' },
  { name: 'registry credentials', path: '/registry-credentials', shows: 'Plain HTTP' },
  { name: 'form for a registry', path: '/registry-credentials?add=true', shows: 'Skip TLS validation' },
  { name: 'registry settings', path: '/registry-credentials/team', shows: 'Next:' },
  { name: 'advisories', path: '/advisories', shows: 'OSV: Debian' },
] as const;
