import { X509Certificate } from 'node:crypto';
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import { errorMessage } from '#core/errors.ts';
import { RegistryError } from '../registry-error.ts';

const pemCertificate = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;
const maxPemLength = 4 * 1024 * 1024;

/**
 * Trust in the usual authorities and in those of `pem`. Made once for all connections: reading the usual ones takes
 * milliseconds. Throws `registry/invalid-settings` where the text holds no certificate, which OpenSSL would ignore.
 */
export function trustedContext(pem: string): SecureContext {
  const certificates = pem.slice(0, maxPemLength).match(pemCertificate) ?? [];
  if (certificates.length === 0) throw invalid('it holds no -----BEGIN CERTIFICATE----- block');
  for (const certificate of certificates) {
    try {
      new X509Certificate(certificate);
    } catch (error) {
      throw invalid(errorMessage(error), error);
    }
  }
  return createSecureContext({ ca: [...getCACertificates('default'), ...certificates] });
}

function invalid(reason: string, cause?: unknown): RegistryError {
  const message = `the certificate authority given for the registry cannot be used: ${reason}; give PEM certificates`;
  return new RegistryError('registry/invalid-settings', message, { cause });
}
