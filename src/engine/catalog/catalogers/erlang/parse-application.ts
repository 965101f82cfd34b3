import { quote } from '../../quote.ts';
import { shortText } from '../../short-text.ts';
import { type ErlangTerm, readTerm } from './read-term.ts';

/** An OTP application. */
export type ErlangApplication = {
  readonly name: string;
  readonly version: string;
  readonly description?: string;
  readonly licenses: readonly string[];
};

/** Told what is wrong with a resource file, with a code. */
export type ReportProblem = (code: string, message: string) => void;

const namePattern = /^[a-zA-Z][\w.@-]{0,254}$/;
const versionPattern = /^[!-~]{1,256}$/;
const maxLicenses = 20;

/**
 * Reads an application resource file, `NAME.app` (Erlang/OTP, app(4)): `{application, Name, [{vsn, "1.2.3"}, …]}.` Undefined, and a
 * problem, where it names no application or no version.
 */
export function parseApplication(text: string, problem: ReportProblem): ErlangApplication | undefined {
  const term = readTerm(text);
  const [tag, nameTerm, properties] = membersOf(term, 'tuple');
  if (textOf(tag, 'atom') !== 'application') {
    problem('catalog/manifest-unreadable', 'the file is no application resource file of Erlang: it is left out');
    return undefined;
  }
  const name = textOf(nameTerm, 'atom') ?? '';
  if (!namePattern.test(name)) {
    problem('catalog/package-name-invalid', `${quote(name)} is no name of an OTP application: it is left out`);
    return undefined;
  }
  const property = (key: string) =>
    membersOf(properties, 'list')
      .map((one) => membersOf(one, 'tuple'))
      .find(([first]) => textOf(first, 'atom') === key)?.[1];
  const version = textOf(property('vsn'), 'string') ?? '';
  if (!versionPattern.test(version)) {
    problem('catalog/package-version-invalid', `application ${name} has the version ${quote(version)}: it is left out`);
    return undefined;
  }
  const licenses = membersOf(property('licenses'), 'list').map((one) => textOf(one, 'string') ?? '');
  return {
    name,
    version,
    ...shortText('description', textOf(property('description'), 'string')?.trim()),
    licenses: licenses.filter((one) => one !== '' && one.length <= 200).slice(0, maxLicenses),
  };
}

function membersOf(term: ErlangTerm | undefined, kind: 'tuple' | 'list'): readonly ErlangTerm[] {
  return term?.kind === kind ? term.members : [];
}

function textOf(term: ErlangTerm | undefined, kind: 'atom' | 'string'): string | undefined {
  return term?.kind === kind ? term.text : undefined;
}
