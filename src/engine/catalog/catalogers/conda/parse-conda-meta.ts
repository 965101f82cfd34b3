import { asString, asStrings, isRecord } from '#core/json.ts';
import { parseJson } from '../../parse-json.ts';
import { quote } from '../../quote.ts';
import { shortText } from '../../short-text.ts';

/** A package that conda installed. */
export type CondaPackage = {
  readonly name: string;
  readonly version: string;
  readonly build?: string;
  /** `conda-forge`, `main`: the last part of the channel's address. */
  readonly channel?: string;
  /** Platform: `linux-64`, `noarch`. */
  readonly subdir?: string;
  readonly license?: string;
  /** Of its files those that are metadata of Python packages, relative to the environment. */
  readonly pythonMetadata: readonly string[];
};

/** Told what is wrong with a record, with a code. */
export type ReportProblem = (code: string, message: string) => void;

const namePattern = /^[a-z0-9_.-]{1,200}$/i;
const versionPattern = /^[!-~]{1,200}$/;
const metadataPattern = /\.dist-info\/METADATA$|\.egg-info(?:\/PKG-INFO)?$|\.egg\/EGG-INFO\/PKG-INFO$/;
const maxMetadata = 1000;

/** Reads a file of `conda-meta` (conda's "PrefixRecord"); undefined, and a problem, where it names no package. */
export function parseCondaMeta(text: string, problem: ReportProblem): CondaPackage | undefined {
  const value = parseJson(text);
  if (!isRecord(value)) {
    problem('catalog/manifest-unreadable', 'the record of conda is no JSON object: the package is left out');
    return undefined;
  }
  const name = asString(value.name) ?? '';
  const version = asString(value.version) ?? '';
  if (!namePattern.test(name)) {
    problem('catalog/package-name-invalid', `${quote(name)} is no name of a conda package: it is left out`);
    return undefined;
  }
  if (!versionPattern.test(version)) {
    problem('catalog/package-version-invalid', `package ${name} has the version ${quote(version)}: it is left out`);
    return undefined;
  }
  return {
    name,
    version,
    ...shortText('build', asString(value.build)),
    ...shortText('channel', channelName(asString(value.channel))),
    ...shortText('subdir', asString(value.subdir)),
    ...shortText('license', asString(value.license)?.trim()),
    pythonMetadata: asStrings(value.files)
      .filter((file) => file.length < 1000 && metadataPattern.test(file))
      .slice(0, maxMetadata),
  };
}

/** `https://conda.anaconda.org/t/TOKEN/conda-forge/linux-64` → `conda-forge`: an address may hold a token. */
function channelName(channel: string | undefined): string | undefined {
  const segments = (channel ?? '').split('/').filter((one) => one !== '');
  const last = segments.at(-1) ?? '';
  return isPlatform(last) ? segments.at(-2) : last;
}

function isPlatform(text: string): boolean {
  return (
    text === 'noarch' ||
    /^(?:linux|osx|win|emscripten|freebsd|wasi|zos)-(?:32|64|z|aarch64|armv\d\w{0,2}|ppc64(?:le)?|s390x|riscv\d\d|x86|arm64|wasm32)$/.test(
      text,
    )
  );
}
