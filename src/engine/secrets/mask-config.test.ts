import { describe, expect, it } from 'vitest';
import type { ImageConfig } from '#core/image.ts';
import { cpuTimeMs } from '#tests/support/cpu-time.ts';
import { maskConfig } from './mask-config.ts';
import { isNamedSecret } from './named-secret.ts';

const token = `ghp_${'A7bQ9xK2mZ4vR8tN1cW5yL3jH6sG0pDfEuBi'}`;

function config(changes: Partial<ImageConfig>): ImageConfig {
  const platform = { os: 'linux', architecture: 'amd64' };
  return { platform, diffIds: [], history: [], labels: {}, env: [], exposedPorts: [], ...changes };
}

describe('maskConfig', () => {
  it('leaves a configuration without secrets as it is', () => {
    const plain = config({
      env: [
        'PATH=/usr/bin:/bin',
        'GPG_KEY=E3FF2839C048B25C084DEBE9B26995E310250568',
        'PASSWORD_FILE=/run/secrets/x',
        'EMPTY=',
      ],
      labels: { 'org.opencontainers.image.version': '1.2.3' },
      history: [{ createdBy: 'RUN /bin/sh -c apt-get update # buildkit', emptyLayer: false }],
    });
    expect(maskConfig(plain)).toEqual({ config: plain, secrets: [] });
  });

  it('masks environment, labels and history, and says where each secret stood', () => {
    const { config: masked, secrets } = maskConfig(
      config({
        env: ['DB_PASSWORD=hunter2-and-more', `GH=${token}`],
        labels: { 'com.example.api-token': 'f3b9a1c7e5d08264' },
        history: [
          { createdBy: 'FROM x', emptyLayer: true },
          { createdBy: `RUN |1 NPM_TOKEN=s3cr3t-value-17 /bin/sh -c curl -u me:${token} https://x`, emptyLayer: false },
        ],
      }),
    );
    expect(masked.env).toEqual(['DB_PASSWORD=…(16 characters)', 'GH=ghp_…(40 characters)']);
    expect(masked.labels).toEqual({ 'com.example.api-token': '…(16 characters)' });
    expect(masked.history[1]?.createdBy).toBe(
      'RUN |1 NPM_TOKEN=…(masked) /bin/sh -c curl -u me:ghp_…(40 characters) https://x',
    );
    expect(secrets.map(({ rule, place }) => [rule, place.kind])).toEqual([
      ['named-secret', 'env'],
      ['github-token', 'env'],
      ['named-secret', 'label'],
      ['named-secret', 'history'],
      ['github-token', 'history'],
    ]);
    const shown = JSON.stringify({ masked, secrets });
    for (const value of ['hunter2', token.slice(4), 'f3b9a1c7', 's3cr3t']) expect(shown).not.toContain(value);
  });

  it.each([
    ['Server=db;User Id=sa;Password=Sup3r-s3cret', 'Server=db;User Id=sa;Password=…(masked)'],
    ['-Xmx1g -Dspring.datasource.password=Sup3r-s3cret', '-Xmx1g -Dspring.datasource.password=…(masked)'],
    ['--user me --password Sup3r-s3cret', '--user me --password …(masked)'],
    ['https://x.example/hook?token=Sup3r-s3cret&a=b', 'https://x.example/hook?token=…(masked)&a=b'],
  ])('in the value %s of the environment or of a label shows %s', (value, shown) => {
    const { config: masked, secrets } = maskConfig(config({ env: [`A=${value}`], labels: { a: value } }));
    expect([masked.env, masked.labels]).toEqual([[`A=${shown}`], { a: shown }]);
    expect(secrets.map(({ place }) => place.kind)).toEqual(['env', 'label']);
  });

  it('masks what stands where no secret should', () => {
    const { config: masked, secrets } = maskConfig(
      config({
        author: token,
        user: token,
        exposedPorts: [token],
        env: [token, `${token}=a`],
        labels: { [token]: 'a' },
        history: [{ comment: `TOKEN=${token}`, emptyLayer: true }],
      }),
    );
    expect(JSON.stringify({ masked, secrets })).not.toContain(token.slice(4));
    expect(masked).toMatchObject({
      author: 'ghp_…(40 characters)',
      env: ['ghp_…(40 characters)', 'ghp_…(40 characters)=a'],
    });
    expect(secrets.map(({ place }) => place.kind)).toEqual(['env', 'env', 'label', 'history']);
  });

  it.each([
    ['ARG SECRET="two words here"', 'ARG SECRET="…(masked)"'],
    ["ENV API_KEY='k3y-v4lue-with-length'", "ENV API_KEY='…(21 characters)'"],
    ['RUN tool --password pa55w0rd-x run', 'RUN tool --password …(masked) run'],
    ['RUN tool --verbose --password  pa55w0rd-x run', 'RUN tool --verbose --password  …(masked) run'],
    ['RUN tool --password=-pa55w0rd-x run', 'RUN tool --password=…(masked) run'],
    ['RUN tool --ask-password --verbose', 'RUN tool --ask-password --verbose'],
    ['RUN tool --env PASSWORD=pa55w0rd-x', 'RUN tool --env PASSWORD=…(masked)'],
    ['ENV OPTIONS="-Xmx1g -Dpassword=pa55w0rd-x"', 'ENV OPTIONS="-Xmx1g -Dpassword=…(masked)"'],
    ['ENV OPTIONS=-Dpassword=pa55w0rd-x', 'ENV OPTIONS=-Dpassword=…(masked)'],
    [`RUN tool --env "OPTIONS='-Dpassword=pa55w0rd-x'"`, `RUN tool --env "OPTIONS='-Dpassword=…(masked)'"`],
    ['RUN echo the token was found', 'RUN echo the token was found'],
    ['ENV DB_PASSWORD=$PASSWORD', 'ENV DB_PASSWORD=$PASSWORD'],
  ])('in the instruction %s shows %s', (createdBy, shown) => {
    const { config: masked } = maskConfig(config({ history: [{ createdBy, emptyLayer: false }] }));
    expect(masked.history[0]?.createdBy).toBe(shown);
  });

  it.each(['aa=', 'aa=-bb=', '--aa ', '--aa bb=', 'aa="', `aa="bb='`, 'aa="bb=c ', '-'])(
    'takes linear time over a long instruction of %s',
    (piece) => {
      const history = [{ createdBy: piece.repeat(Math.ceil(2_000_000 / piece.length)), emptyLayer: false }];
      const before = cpuTimeMs();
      maskConfig(config({ history }));
      expect(cpuTimeMs() - before).toBeLessThan(10_000);
    },
  );

  it('takes linear time over a long instruction', () => {
    const createdBy = `RUN ${'PASSWORD=a1b2c3d4 '.repeat(50_000)}`;
    const { secrets } = maskConfig(config({ history: [{ createdBy, emptyLayer: false }] }));
    expect(secrets).toHaveLength(50_000);
  });
});

describe('isNamedSecret', () => {
  it.each([
    ['DB_PASSWORD', 'correct horse', true],
    ['MYSQL_ROOT_PASSWORD', 'root', true],
    ['apiKey', 'a1b2c3d4', true],
    ['spring.datasource.password', 'a1b2c3d4', true],
    ['AWS_SECRET_ACCESS_KEY', 'a1b2c3d4', true],
    ['PASSWORD_MIN_LENGTH', '12345678', false],
    ['SECRET_NAME', 'my-secret-1', false],
    ['TOKEN_URL', 'https://x.example/t', false],
    ['TOKENIZERS_PARALLELISM', 'false', false],
    ['USE_PASSWORD', 'true', false],
    ['PASSWORD', '', false],
    ['PASSWORD', '/run/secrets/password', false],
    ['PASSWORD', 'changeme', false],
    ['COMPASS', 'a1b2c3d4', false],
  ])('%s=%s: %s', (name, value, expected) => {
    expect(isNamedSecret(name, value)).toBe(expected);
  });
});
