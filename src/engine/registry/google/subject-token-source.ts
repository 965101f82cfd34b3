import { asString, isRecord } from '#core/json.ts';
import type { SignInContext } from '../registry-vendor.ts';
import type { Workload } from '../workload.ts';
import { invalidAccount, parseAccount } from './account-file.ts';

/** Where the token of another identity provider is (google.aip.dev/auth/4117, credential_source). */
export interface SubjectTokenSource {
  readonly at: { readonly file: string } | { readonly url: URL; readonly headers: Readonly<Record<string, string>> };
  /** The member that holds the token, where what is there is JSON. */
  readonly member: string | undefined;
}

const maxHeaders = 50;
/** Identity providers give out a few kilobytes. */
const maxTokenCharacters = 64 * 1024;
/** They belong to whoever sends a request. */
const ownHeaders =
  /^(?:host|connection|content-length|transfer-encoding|upgrade|te|trailer|expect|keep-alive|proxy-.*)$/i;

/** Reads the source that a configuration names; throws `registry/invalid-settings` where that is none that can be used. */
export function readSource(credentialSource: unknown): SubjectTokenSource {
  const source = isRecord(credentialSource) ? credentialSource : {};
  const format = isRecord(source.format) ? source.format : {};
  const member = format.type === 'json' ? (asString(format.subject_token_field_name) ?? 'access_token') : undefined;
  const [file, url] = [source.file, source.url].map(asString);
  if (file !== undefined) return { at: { file }, member };
  if (url === undefined)
    throw invalidAccount(
      'takes its token from elsewhere: only credential_source.file and credential_source.url are read',
    );
  return { at: { url: readUrl(url), headers: readHeaders(source.headers) }, member };
}

function readUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  if (url === undefined || !isWeb || url.username !== '' || url.password !== '')
    throw invalidAccount('names a credential_source.url that is no https:// URL');
  return url;
}

function readHeaders(headers: unknown): Readonly<Record<string, string>> {
  const named = isRecord(headers) ? Object.entries(headers) : [];
  const isGood = ([name, value]: readonly [string, unknown]) =>
    /^[A-Za-z0-9-]{1,100}$/.test(name) &&
    !ownHeaders.test(name) &&
    typeof value === 'string' &&
    /^[\t\x20-\x7e]{0,8192}$/.test(value);
  if (named.length > maxHeaders || !named.every(isGood))
    throw invalidAccount('names credential_source.headers that cannot be sent');
  return Object.fromEntries(named) as Readonly<Record<string, string>>;
}

/** The token, anew each time: whoever gives it out keeps it fresh. */
export async function subjectToken(
  { at, member }: SubjectTokenSource,
  workload: Workload,
  context: Pick<SignInContext, 'http' | 'signal'>,
): Promise<string> {
  const text = 'file' in at ? await workload.readFile(at.file) : await askFor(at, workload, context);
  const body = member === undefined ? text : parseAccount(text);
  const token = typeof body === 'string' ? body : isRecord(body) && member !== undefined ? asString(body[member]) : '';
  if (token === undefined || token.trim() === '')
    throw invalidAccount(`names a ${'file' in at ? 'file' : 'URL'} that holds no token`);
  if (token.length > maxTokenCharacters) throw invalidAccount('names a source whose token is longer than any is');
  return token.trim();
}

async function askFor(
  { url, headers }: { readonly url: URL; readonly headers: Readonly<Record<string, string>> },
  workload: Workload,
  { http, signal }: Pick<SignInContext, 'http' | 'signal'>,
): Promise<string> {
  if (url.protocol === 'https:')
    return await http.machineText({ url, secrets: headers, what: `token from ${url.host}`, signal });
  // What a machine's own services say never leaves it, so they speak HTTP.
  if (http.isOwnService(url.hostname)) return await workload.ask(url, { method: 'GET', headers, signal });
  throw invalidAccount(
    `takes its token from http://${url.host}: write https://, or, where that is this machine or its metadata service, allow its network (PLIMSOLL_REGISTRY_NETWORKS)`,
  );
}
