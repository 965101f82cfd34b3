import type { CredentialField, Registry, RegistryInput, RegistryTestInput } from '../../api/generated/index.ts';

/** What the form holds while a registry is added or changed. */
export interface RegistryDraft {
  readonly name: string;
  readonly path: string;
  readonly type: string;
  readonly credential: Readonly<Record<string, string>>;
  /** Whether a saved credential is replaced; true for a new registry. */
  readonly replacesCredential: boolean;
  readonly plainHttp: boolean;
  readonly skipTlsVerify: boolean;
  readonly ca: string;
  /** Whether VEX documents attached to its images are applied. */
  readonly trustsVex: boolean;
  /** Repositories, one a line. */
  readonly repositories: string;
}

/** An empty form, with the path where one is known. */
export function newDraft(type: string, path = ''): RegistryDraft {
  return {
    name: path,
    path,
    type,
    credential: {},
    replacesCredential: true,
    plainHttp: false,
    skipTlsVerify: false,
    ca: '',
    trustsVex: false,
    repositories: '',
  };
}

/** A form filled from a saved registry; its credential is not known and is kept unless it is replaced. */
export function draftOf(registry: Registry): RegistryDraft {
  return {
    name: registry.name,
    path: registry.path,
    type: registry.type,
    credential: {},
    replacesCredential: !registry.hasCredential,
    plainHttp: registry.plainHttp,
    skipTlsVerify: registry.skipTlsVerify,
    ca: registry.ca ?? '',
    trustsVex: registry.trustsVex ?? false,
    repositories: registry.repositories.join('\n'),
  };
}

/** The form as the API takes it. An absent credential keeps the saved one, an empty one reads anonymously. */
export function toInput(draft: RegistryDraft, fields: readonly CredentialField[]): RegistryInput {
  return {
    name: draft.name.trim(),
    path: draft.path.trim(),
    type: draft.type,
    plainHttp: draft.plainHttp,
    skipTlsVerify: draft.skipTlsVerify && !draft.plainHttp,
    ca: draft.plainHttp ? '' : draft.ca.trim(),
    trustsVex: draft.trustsVex,
    repositories: draft.repositories
      .split(/[\n,]/)
      .map((line) => line.trim())
      .filter((line) => line !== ''),
    ...(draft.replacesCredential && { credential: credentialOf(draft, fields) }),
  };
}

/** The form as the API tries it; a saved registry's credential is used where none is given. */
export function toTestInput(
  draft: RegistryDraft,
  fields: readonly CredentialField[],
  registryId: string | undefined,
): RegistryTestInput {
  const { name: _, ...rest } = toInput(draft, fields);
  return { ...rest, ...(registryId !== undefined && !draft.replacesCredential && { registryId }) };
}

/** What keeps the form from being saved, by field; empty where nothing does. */
export function findMistakes(
  draft: RegistryDraft,
  fields: readonly CredentialField[],
): Readonly<Record<string, string>> {
  const mistakes: Record<string, string> = {};
  if (draft.name.trim() === '') mistakes.name = 'Give it a name.';
  const path = draft.path.trim();
  if (path === '') mistakes.path = 'Give its host, and port and path where it has them.';
  else if (path.includes('://')) mistakes.path = 'Leave out what is before the host: host[:port][/path].';
  else if (/\s/.test(path)) mistakes.path = 'A path has no spaces.';
  const isGiven = fields.some(({ name }) => (draft.credential[name] ?? '') !== '');
  if (draft.replacesCredential && isGiven) {
    for (const { name, label, required } of fields) {
      if (required && (draft.credential[name] ?? '') === '') mistakes[`credential.${name}`] = `${label} is needed.`;
    }
  }
  return mistakes;
}

function credentialOf({ credential }: RegistryDraft, fields: readonly CredentialField[]): Record<string, string> {
  const given = fields.flatMap(({ name }) => {
    const value = credential[name] ?? '';
    return value === '' ? [] : [[name, value] as const];
  });
  return Object.fromEntries(given);
}
