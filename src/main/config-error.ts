import { PlimsollError } from '#core/errors.ts';

/** Settings that cannot be used; the message lists all that is wrong with them. */
export class ConfigError extends PlimsollError<'config/invalid'> {
  constructor(problems: readonly string[]) {
    const list = problems.map((problem) => `\n  - ${problem}`).join('');
    super(
      'config/invalid',
      problems.length === 1 ? `the setting ${problems[0]}` : `these settings cannot be used:${list}`,
    );
  }
}
