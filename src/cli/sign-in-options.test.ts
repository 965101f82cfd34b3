import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { UsageError } from './exit-codes.ts';
import { readCa, readCredential } from './sign-in-options.ts';

const stdin = (text: string) => Readable.from([Buffer.from(text)]);

describe('readCredential', () => {
  it('is nothing where no user name is given', async () => {
    expect(await readCredential({}, stdin(''))).toBeUndefined();
  });

  it.each([
    ['without a line break', 'hunter2', 'hunter2'],
    ['with one, which is dropped', 'hunter2\n', 'hunter2'],
    ['with a Windows line break', 'hunter2\r\n', 'hunter2'],
    ['with white space of its own', ' a b \n', ' a b '],
  ])('reads a password %s', async (_, text, password) => {
    const credential = await readCredential({ username: 'me', passwordStdin: true }, stdin(text));
    expect(credential?.username).toBe('me');
    expect(credential?.password.reveal()).toBe(password);
  });

  it.each([
    ['a user name without --password-stdin', { username: 'me' }, 'x', /--password-stdin/],
    ['--password-stdin without a user name', { passwordStdin: true }, 'x', /needs --username/],
    ['an empty password', { username: 'me', passwordStdin: true }, '\n', /nothing arrived/],
    ['a password without end', { username: 'me', passwordStdin: true }, 'x'.repeat(70_000), /64 KiB/],
  ])('refuses %s', async (_, options, text, message) => {
    const reading = readCredential(options, stdin(text));
    await expect(reading).rejects.toThrow(message);
    await expect(reading).rejects.toBeInstanceOf(UsageError);
  });
});

describe('readCa', () => {
  it('names the file that is not there', async () => {
    await expect(readCa('/nonexistent/ca.pem')).rejects.toThrow('/nonexistent/ca.pem');
  });

  it('takes a file that holds a certificate, and refuses one that does not', async () => {
    await expect(readCa(import.meta.filename.replace('.test', ''))).resolves.toContain('BEGIN CERTIFICATE');
    await expect(readCa('/dev/null')).rejects.toThrow('holds no PEM certificate');
  });
});
