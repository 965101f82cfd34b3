import { formatPurl } from '#core/purl.ts';
import type { LayerFile } from '#engine/image/index.ts';
import type { CatalogContext, CatalogedPackage, CatalogerPlugIn, PlacedRecord } from '../../cataloger.ts';
import { mergeByPurl } from '../../merge-by-purl.ts';
import { readText } from '../../read-text.ts';
import { type ErlangApplication, parseApplication } from './parse-application.ts';

/** One application. */
export type ErlangRecord = ErlangApplication;

const maxResourceBytes = 1024 * 1024;

/** What comes with Erlang/OTP and Elixir themselves: no packages of Hex, whose advisories do not speak of them. */
const platformApplications = new Set(
  (
    'asn1 common_test compiler crypto debugger dialyzer diameter edoc eldap erl_docgen erl_interface erts et eunit ftp inets ' +
    'jinterface kernel megaco mnesia observer odbc os_mon parsetools public_key reltool runtime_tools sasl snmp ssh ssl stdlib ' +
    'syntax_tools tftp tools wx xmerl eex elixir ex_unit iex logger mix'
  ).split(' '),
);

/** OTP applications, of Erlang, Elixir and other languages of the BEAM, installed or in a release: `NAME-VERSION/ebin/NAME.app`. */
export const erlang = {
  name: 'erlang',
  version: 1,
  about: {
    title: 'Erlang and Elixir applications',
    reads: ['`**/ebin/*.app`'],
    gives: ['licences', 'description'],
    limits: ['the version of a release as a whole is not read', 'files past 1 MiB'],
  },
  wants: (path) => path.endsWith('.app') && path.split('/').at(-2) === 'ebin',
  catalog,
  recordsAreIndependent: true,
  assemble: (records: readonly PlacedRecord<ErlangRecord>[]) =>
    mergeByPurl(records.map(({ path, record }) => toPackage(record, path))),
} as const satisfies CatalogerPlugIn<ErlangRecord>;

async function catalog(file: LayerFile, context: CatalogContext): Promise<ErlangRecord | undefined> {
  const text = await readText(file, maxResourceBytes, context);
  return text === undefined ? undefined : parseApplication(text, context.problem);
}

function toPackage({ name, version, description, licenses }: ErlangApplication, path: string): CatalogedPackage {
  const type = platformApplications.has(name) ? 'otp' : 'hex';
  return {
    purl: formatPurl({ type, name: name.toLowerCase(), version }),
    type,
    ecosystem: type,
    name,
    version,
    licenses,
    details: { kind: 'erlang', ...(description !== undefined && { description }) },
    paths: [path],
  };
}
