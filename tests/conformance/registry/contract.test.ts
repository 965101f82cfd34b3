import { describe } from 'vitest';
import { Secret } from '#core/secret.ts';
import { makeCertificates, makeSelfSigned } from '#tests/support/registry/certificates.ts';
import { dockerRegistryUser, startDockerRegistry } from '#tests/support/registry/docker-registry.ts';
import { startFakeRegistry } from '#tests/support/registry/fake-registry.ts';
import { signedTokens } from '#tests/support/registry/json-web-token.ts';
import { startTokenServer, type TokenServer } from '#tests/support/registry/token-server.ts';
import { missing } from '#tests/support/requirements.ts';
import { describeRegistry, type RegistrySetup } from './registry-contract.ts';

const { username, password } = dockerRegistryUser;
const users = { [username]: password };
const credential = { username, password: new Secret(password) };
const wrongCredential = { username, password: new Secret('wrong-secret') };
const basic = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
const plain = { plainHttp: true };

describeRegistry('fake registry, anonymous', 'everybody', async () => {
  const registry = await startFakeRegistry();
  return open(registry);
});

describeRegistry('fake registry, Basic', 'those with a credential', async () => {
  const registry = await startFakeRegistry({ access: { kind: 'basic', users } });
  return { ...open(registry), ...withPassword(registry) };
});

describeRegistry('fake registry, Bearer by password', 'those with a credential', async () => {
  const tokens = await startTokenServer({ users });
  const registry = await startFakeRegistry({ access: { kind: 'bearer', tokens, service: 'fake' } });
  return { ...open(registry), ...withTokens(registry, tokens) };
});

describeRegistry('fake registry, Bearer by identity token', 'those with a credential', async () => {
  const tokens = await startTokenServer({ users, refreshTokens: ['long-lived'] });
  const registry = await startFakeRegistry({ access: { kind: 'bearer', tokens, service: 'fake' } });
  return {
    ...open(registry),
    ...withTokens(registry, tokens),
    credential: { identityToken: new Secret('long-lived') },
    wrongCredential: { identityToken: new Secret('wrong-secret') },
  };
});

describeRegistry('fake registry, anonymous Bearer', 'everybody', async () => {
  const tokens = await startTokenServer({ anonymous: true });
  const registry = await startFakeRegistry({ access: { kind: 'bearer', tokens, service: 'fake' } });
  const { target, close } = withTokens(registry, tokens);
  return { ...open(registry), authentication: 'bearer', target, close };
});

describe.skipIf(missing('docker-registry'))('[needs docker-registry]', () => {
  describeRegistry('docker-registry, anonymous', 'everybody', async () => open(await startDockerRegistry()));

  describeRegistry('docker-registry, htpasswd', 'those with a credential', async () => {
    const registry = await startDockerRegistry({ htpasswd: true });
    return { ...open(registry), ...withPassword(registry) };
  });

  describe.skipIf(missing('openssl'))('[needs openssl]', () => {
    describeRegistry('docker-registry, TLS under an own authority', 'everybody', async () => {
      const tls = makeCertificates();
      return openTls(await startDockerRegistry({ tls }), tls.ca);
    });

    describeRegistry('docker-registry, signed tokens', 'those with a credential', async () => {
      const signer = makeSelfSigned();
      const tokens = await startTokenServer({ users, issue: signedTokens('test-issuer', signer) });
      const registry = await startDockerRegistry({
        token: { realm: tokens.realm, service: 'test-service', issuer: 'test-issuer', cert: signer.cert },
      });
      return { ...open(registry), ...withTokens(registry, tokens) };
    });
  });
});

interface Running {
  readonly host: string;
  readonly url: string;
  close(): Promise<void>;
}

function open(registry: Running): RegistrySetup {
  return {
    host: registry.host,
    connection: plain,
    authentication: 'none',
    target: async (repository) => ({ baseUrl: registry.url, repository }),
    close: () => registry.close(),
  };
}

function openTls(registry: Running, ca: string): RegistrySetup {
  return {
    ...open(registry),
    connection: { ca },
    target: async (repository) => ({ baseUrl: registry.url, repository, ca }),
  };
}

function withPassword({ url }: Running) {
  return {
    authentication: 'basic' as const,
    credential,
    wrongCredential,
    target: async (repository: string) => ({ baseUrl: url, repository, authorization: basic }),
  };
}

function withTokens(registry: Running, tokens: TokenServer) {
  return {
    authentication: 'bearer' as const,
    credential,
    wrongCredential,
    target: async (repository: string) => {
      const query = `service=test-service&scope=repository:${repository}:pull,push`;
      const answer = await fetch(`${tokens.realm}?${query}`, { headers: { authorization: basic } }).then((response) =>
        response.ok ? response : fetch(`${tokens.realm}?${query}`),
      );
      const { token } = (await answer.json()) as { token: string };
      return { baseUrl: registry.url, repository, authorization: `Bearer ${token}` };
    },
    close: async () => {
      await registry.close();
      await tokens.close();
    },
  };
}
