import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { chmod, mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Secret } from '#core/secret.ts';
import { StoreError } from './store-error.ts';

/** Seals secrets for the database: AES-256-GCM, bound to what they belong to. */
export interface CredentialCipher {
  seal(plain: string, belongsTo: string): Buffer;
  /** Whether it is sealed with the present key. */
  isCurrent(sealed: Buffer, belongsTo: string): boolean;
  /** Throws `store/key-wrong` where the key is another one or the bytes were moved or changed. */
  open(sealed: Buffer, belongsTo: string): string;
}

const version = 1;
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/** A cipher over a 256-bit key; what was sealed with the key before it is opened too. A sealed secret is: version, nonce, tag, ciphertext. */
export function createCredentialCipher(key: Buffer, previous?: Buffer): CredentialCipher {
  return {
    seal: (plain, belongsTo) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
      cipher.setAAD(Buffer.from(belongsTo));
      const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.from([version]), nonce, cipher.getAuthTag(), text]);
    },
    isCurrent: (sealed, belongsTo) => openWith(key, sealed, belongsTo) !== undefined,
    open: (sealed, belongsTo) => {
      const plain = openWith(key, sealed, belongsTo) ?? (previous && openWith(previous, sealed, belongsTo));
      if (plain !== undefined) return plain;
      throw new StoreError(
        'store/key-wrong',
        'a stored secret cannot be decrypted: the encryption key is not the one it was saved with. Restore the key (PLIMSOLL_ENCRYPTION_KEY, or encryption.key in the data directory), give the one before as PLIMSOLL_ENCRYPTION_KEY_PREVIOUS, or enter the credential again',
      );
    },
  };
}

/** Undefined where the key is another one, or the bytes were moved or changed. */
function openWith(key: Buffer, sealed: Buffer, belongsTo: string): string | undefined {
  if (sealed[0] !== version) return undefined;
  try {
    const nonce = sealed.subarray(1, 1 + nonceBytes);
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
    decipher.setAAD(Buffer.from(belongsTo));
    decipher.setAuthTag(sealed.subarray(1 + nonceBytes, 1 + nonceBytes + tagBytes));
    return decipher.update(sealed.subarray(1 + nonceBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    return undefined;
  }
}

/** Reads a key as `openssl rand -base64 32` or `-hex 32` write it. */
export function parseEncryptionKey(text: Secret, from: string): Buffer {
  const value = text.reveal().trim();
  const key = /^[0-9a-fA-F]{64}$/.test(value) ? Buffer.from(value, 'hex') : Buffer.from(value, 'base64');
  if (key.length === keyBytes) return key;
  const message = `${from} is no 256-bit key: give 64 hexadecimal digits, or the output of "openssl rand -base64 32"`;
  throw new StoreError('store/key-invalid', message);
}

/** The key in a file; made, readable by its owner only, where there is none. */
export async function readOrMakeKeyFile(path: string): Promise<Buffer> {
  await mkdir(dirname(path), { recursive: true });
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile(`${randomBytes(keyBytes).toString('base64')}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  await chmod(path, 0o600);
  return parseEncryptionKey(new Secret(await readFile(path, 'utf8')), path);
}
