import { errorMessage } from '#core/errors.ts';

const speaksHttp = 'it does not speak HTTPS there: try http:// in front of the address';

/** By the codes of Node's and OpenSSL's errors. */
const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name server gives no answer',
  ECONNREFUSED: 'nothing takes connections there (ECONNREFUSED)',
  ECONNRESET: 'it broke the connection off',
  UND_ERR_SOCKET: 'it broke the connection off',
  UND_ERR_CONNECT_TIMEOUT: 'it took no connection in time',
  UND_ERR_HEADERS_TIMEOUT: 'it gave no answer in time',
  ERR_SSL_WRONG_VERSION_NUMBER: speaksHttp,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: speaksHttp,
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed: name its authority in NODE_EXTRA_CA_CERTS',
  SELF_SIGNED_CERT_IN_CHAIN: 'the authority of its certificate is not known: name it in NODE_EXTRA_CA_CERTS',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the authority of its certificate is not known: name it in NODE_EXTRA_CA_CERTS',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
};

/** Why a service could not be asked, in words; what the system says where there are none. `fetch` keeps what happened as the cause. */
export function networkReason(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return (Object.hasOwn(reasons, code) ? reasons[code] : undefined) ?? (errorMessage(cause) || code || 'no answer');
}
