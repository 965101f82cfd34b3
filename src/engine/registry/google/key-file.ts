import { asString, isRecord } from '#core/json.ts';
import { Secret } from '#core/secret.ts';

/** What a key file says of its account. */
export interface KeyFile {
  readonly clientEmail: string;
  readonly privateKey: Secret;
  readonly projectId: string | undefined;
}

/** Reads the JSON key file of a service account, as it is or in base64; undefined where it is none. */
export function readKeyFile(keyFile: Secret): KeyFile | undefined {
  const text = keyFile.reveal().trim();
  const json = text.startsWith('{') ? text : Buffer.from(text, 'base64').toString('utf8');
  const body = parse(json);
  if (!isRecord(body)) return undefined;
  const { client_email, private_key, project_id } = body;
  if (typeof client_email !== 'string' || typeof private_key !== 'string') return undefined;
  return { clientEmail: client_email, privateKey: new Secret(private_key), projectId: asString(project_id) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
