const inspect = Symbol.for('nodejs.util.inspect.custom');

/** A value that must not be shown: its text, JSON and inspected forms are `[redacted]`. `reveal()` gives the value. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '[redacted]';
  }

  toJSON(): string {
    return '[redacted]';
  }

  [inspect](): string {
    return '[redacted]';
  }
}

const secretParameter =
  /^(?:.*(?:token|secret|signature|password|credential|key|sig|code|auth).*|se|sp|sv|sr|policy)$/i;

/** A URL for people to read: user, password and query values that may be secret are replaced; not a URL: `[not a URL]`. */
export function redactUrl(url: string | URL): string {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return '[not a URL]';
  }
  if (parsed.username !== '' || parsed.password !== '') {
    parsed.username = 'redacted';
    parsed.password = '';
  }
  for (const name of Array.from(parsed.searchParams.keys())) {
    if (secretParameter.test(name)) parsed.searchParams.set(name, 'redacted');
  }
  return parsed.href;
}

/** A URL, of whatever kind, without what stands before the `@` of its host, but for the user that every git server has. Other texts stay. */
export function withoutUserInfo(url: string): string {
  return url.replace(/^([^:]*:\/\/)([^/?#]*)@/, (_all, scheme: string, user: string) =>
    user === 'git' ? `${scheme}git@` : scheme,
  );
}
