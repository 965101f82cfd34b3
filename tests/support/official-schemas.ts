import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type AnySchemaObject } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';
import { isRecord } from '#core/json.ts';
import { sharedDirectory } from './requirements.ts';

/** The official schemas that may lie beside the repository, by the format that they are for. */
export const officialSchemas = {
  'cyclonedx-1.6': { path: 'cyclonedx/bom-1.6.schema.json', draft: 7 },
  'cyclonedx-1.7': { path: 'cyclonedx/bom-1.7.schema.json', draft: 7 },
  'spdx-2.3': { path: 'spdx-2.3.json', draft: 7 },
  'spdx-3.0.1': { path: 'spdx-3.0.1.json', draft: 2020 },
  sarif: { path: 'sarif-2.1.0.json', draft: 7 },
  openvex: { path: 'openvex.json', draft: 2020 },
  'csaf-2.0': { path: 'csaf/csaf-2.0.json', draft: 2020 },
} as const;

export type OfficialSchema = keyof typeof officialSchemas;

/** Returns what a document breaks of an official schema, formats such as dates included; empty where it is valid. */
export function schemaViolations(name: OfficialSchema, document: unknown): readonly string[] {
  const validate = compiled.get(name) ?? compile(name);
  compiled.set(name, validate);
  return validate(document) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

type Validate = ReturnType<Ajv['compile']>;
const compiled = new Map<OfficialSchema, Validate>();
const cvssSchemas = ['v2.0', 'v3.0', 'v3.1'].map((version) => `https://www.first.org/cvss/cvss-${version}.json`);
const cyclonedxParts = ['spdx.schema.json', 'jsf-0.82.schema.json', 'cryptography-defs.schema.json'];

function compile(name: OfficialSchema): Validate {
  const { path, draft } = officialSchemas[name];
  // What is made of a schema is used for a few documents: making it small takes longer than it saves.
  const quick = { inlineRefs: false, code: { optimize: false } } as const;
  const options = { strict: false, allErrors: false, validateFormats: true, logger: false, ...quick } as const;
  const ajv = draft === 2020 ? new Ajv2020(options) : new Ajv(options);
  addFormatsModule.default(ajv);
  // The validator's own compares each item with every other: minutes, for the components of an image.
  ajv.removeKeyword('uniqueItems');
  ajv.addKeyword({ keyword: 'uniqueItems', type: 'array', schemaType: 'boolean', validate: areUnique });
  for (const iri of ['iri', 'iri-reference', 'idn-email'])
    ajv.addFormat(iri, (text) => /^[^\s<>"{}|\\^`]*$/.test(text));
  if (name.startsWith('cyclonedx')) for (const part of cyclonedxParts) ajv.addSchema(read(`cyclonedx/${part}`));
  // What CSAF takes from elsewhere is not at hand, and not what is tested.
  if (name === 'csaf-2.0') for (const id of cvssSchemas) ajv.addSchema({ $id: id });
  return ajv.compile(read(path));
}

function areUnique(isWanted: boolean, items: readonly unknown[]): boolean {
  return !isWanted || new Set(items.map((item) => JSON.stringify(item, withSortedKeys))).size === items.length;
}

/** For JSON.stringify: objects that differ in the order of their keys alone are the same. */
function withSortedKeys(_key: string, value: unknown): unknown {
  return isRecord(value) ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))) : value;
}

function read(path: string): AnySchemaObject {
  const {
    $schema: _draft,
    id: _oldId,
    ...schema
  } = JSON.parse(readFileSync(join(sharedDirectory, 'schemas', path), 'utf8')) as {
    readonly [key: string]: unknown;
  };
  // Some name drafts that the validator does not know, and use nothing of them that later drafts have not.
  return schema;
}
