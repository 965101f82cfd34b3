import { describe, expect, it } from 'vitest';
import { ask, imageSubject } from '#tests/support/policy-subjects.ts';
import { packageManagerRun } from './package-manager-run.ts';

const built = (...lines: readonly string[]) =>
  imageSubject({ history: lines.map((createdBy) => ({ createdBy, emptyLayer: false })) });

describe('package-manager-run', () => {
  it.each([
    ['apt-get update && apt-get install -y --no-install-recommends curl', 'apt-get'],
    ['sudo apt -y install curl', 'apt'],
    ['apk --no-cache add curl', 'apk'],
    ['yum -y install curl', 'yum'],
    ['microdnf install curl', 'microdnf'],
    ['rpm -ivh x.rpm', 'rpm'],
    ['dpkg -i x.deb', 'dpkg'],
    ['pacman -Syu --noconfirm curl', 'pacman'],
    ['pip3 install flask', 'pip'],
    ['/venv/bin/python3.12 -m pip install flask', 'pip'],
    ['cd /app && npm ci', 'npm'],
    ['yarn --frozen-lockfile', 'yarn'],
    ['gem install rails', 'gem'],
    ['mamba install numpy', 'conda'],
  ])('%s', (command, manager) => {
    expect(ask('package-manager-run', {}, built(`RUN /bin/sh -c ${command} # buildkit`))).toBe(
      `${manager} installs packages in RUN ${command}`,
    );
    expect(ask('package-manager-run', { managers: [manager] }, built(`/bin/sh -c ${command}`))).not.toBe(false);
  });

  it.each([
    'apt-get clean',
    'rpm -qa',
    'npm run build',
    'yarn build',
    'echo apt-get install',
    'python3 -m http.server',
    'constructor install',
    'rm -rf /var/lib/apt',
  ])('not %s', (command) => expect(ask('package-manager-run', {}, built(`RUN ${command}`))).toBe(false));

  it('looks at RUN only, and at those that are asked for', () => {
    expect(ask('package-manager-run', {}, built('CMD apt-get install x', 'COPY npm ci'))).toBe(false);
    expect(ask('package-manager-run', { managers: ['npm'] }, built('RUN apt-get install x'))).toBe(false);
    expect(ask('package-manager-run', { managers: ['npm'] }, built('RUN apt-get install x; npm ci'))).toMatch(/^npm /);
    expect(() => ask('package-manager-run', { managers: ['make'] }, built())).toThrow(/"managers"/);
  });

  it.each([
    [{}, 'package manager run'],
    [{ managers: ['apt', 'npm'] }, 'apt or npm run'],
  ])('%j reads %s', (options, words) => expect(packageManagerRun.describe(options)).toBe(words));
});
