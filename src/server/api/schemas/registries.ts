import Type from 'typebox';
import { artifactCount } from './artifacts.ts';
import { coverage } from './coverage.ts';
import { imageSums, worstRisk } from './images.ts';
import { count, listOf, model, ref, time } from './model.ts';
import { operation } from './operation.ts';
import { allPlatforms, platforms } from './platforms.ts';
import { registryFilters } from './registry-filters.ts';
import { registryLimit } from './registry-limits.ts';
import { run } from './runs.ts';
import { scanSchedule } from './scan-schedule.ts';

const tags = ['registries'];

const credentialField = model('CredentialField', 'One field of a credential form.', {
  name: Type.String({ description: 'Its key in `credential`.' }),
  label: Type.String({ description: 'Its label for people.' }),
  description: Type.Optional(Type.String({ description: 'Where to find the value.' })),
  secret: Type.Boolean({ description: 'Whether it must not be shown.' }),
  multiline: Type.Boolean({ description: 'Whether it may have several lines (key files).' }),
  toggle: Type.Boolean({ description: 'Whether it is `yes` or left out, and drawn as a switch.' }),
  required: Type.Boolean({ description: 'Whether a credential needs it.' }),
});

const registryType = model('RegistryType', 'A kind of registry and how one signs in to it.', {
  name: Type.String({ description: 'Its key.' }),
  displayName: Type.String({ description: 'Its name for people.' }),
  credentialFields: listOf(credentialField, 'The fields of its credential, in order; none given means anonymous.'),
});

const registryTypeList = model('RegistryTypeList', 'All registry types.', {
  items: listOf(registryType, 'The types, in the order in which to offer them.'),
});

const connection = {
  name: Type.String({ minLength: 1, maxLength: 100, pattern: '\\S', description: 'Unique name for people.' }),
  path: Type.String({
    minLength: 1,
    maxLength: 512,
    description: 'What it covers: `host[:port][/path]`. The longest path that covers an image is used for it.',
  }),
  type: Type.String({ minLength: 1, maxLength: 50, description: 'A registry type.' }),
  skipTlsVerify: Type.Boolean({ default: false, description: 'Accept any certificate.' }),
  plainHttp: Type.Boolean({ default: false, description: 'Speak HTTP, not HTTPS.' }),
  ca: Type.Optional(
    Type.String({ maxLength: 200_000, description: 'Certificate authorities to trust for it (PEM). Empty: none.' }),
  ),
  trustsVex: Type.Optional(
    Type.Boolean({
      description:
        'Whether what VEX documents state that are attached to its images is applied to these. Absent in a form: as it is, or not.',
    }),
  ),
  repositories: Type.Unsafe<string[]>({
    type: 'array',
    maxItems: 10_000,
    default: [],
    items: { type: 'string', minLength: 1, maxLength: 255 },
    description: 'Repositories to scan where the registry lists none, or fewer; paths below the host. Empty: all.',
  }),
};

/** A registry connection with its credential, which is never returned. */
export const registry = model('Registry', 'A registry connection. Its credential is never returned.', {
  id: Type.String({ description: 'Identifies the registry.' }),
  ...connection,
  hasCredential: Type.Boolean({ description: 'Whether it signs in; otherwise it is read anonymously.' }),
  hasHook: Type.Boolean({ description: 'Whether the registry may tell of pushes.' }),
  username: Type.Optional(Type.String({ description: 'The user name of the credential, where it has one.' })),
  images: count('Images known in it.'),
  failing: count('Those of them that fail a policy.'),
  artifacts: listOf(artifactCount, 'What it holds besides images, by kind; kinds of which it has none are left out.'),
  repositoryCount: count('Repositories known in it.'),
  filters: ref(registryFilters),
  platforms,
  allPlatforms,
  schedule: ref(scanSchedule),
  nextRunAt: Type.Optional(time('When its schedule has it scanned next.')),
  allImages: ref(imageSums, 'All its images added up, each once.'),
  riskScore: count(worstRisk),
  coverage,
  lastScannedAt: Type.Optional(time('When an image in it was last scanned.')),
  lastRun: Type.Optional(ref(run)),
  limits: Type.Optional(listOf(registryLimit, 'What slows it down, by host. Absent: nothing.')),
  createdAt: time('When it was added.'),
  updatedAt: time('When it was last changed.'),
});

const credential = Type.Unsafe<Record<string, string>>({
  type: 'object',
  additionalProperties: { type: 'string', maxLength: 65_536 },
  maxProperties: 20,
  description: 'Credential fields of the registry type. Empty object: anonymous. Absent on a change: kept as it is.',
});

/** What a registry form sends. */
export const registryInput = model('RegistryInput', 'A registry connection with its credential.', {
  ...connection,
  skipTlsVerify: Type.Optional(connection.skipTlsVerify),
  plainHttp: Type.Optional(connection.plainHttp),
  repositories: Type.Optional(connection.repositories),
  platforms: Type.Optional(platforms),
  allPlatforms: Type.Optional(allPlatforms),
  filters: Type.Optional(ref(registryFilters, 'Absent: as they are, or the default.')),
  schedule: Type.Optional(ref(scanSchedule, 'Absent: as it is, or the default.')),
  credential: Type.Optional(credential),
});

const registryTestInput = model('RegistryTestInput', 'A registry connection to try out before it is saved.', {
  ...registryInput.properties,
  name: Type.Optional(Type.String({ maxLength: 100, description: 'Not looked at.' })),
  registryId: Type.Optional(
    Type.String({
      description: 'A saved registry whose credential to use where none is given; its path must be the same.',
    }),
  ),
});

/** What came of trying a registry. */
export const registryTest = model('RegistryTest', 'What came of trying a registry.', {
  ok: Type.Boolean({ description: 'Whether it can be used.' }),
  code: Type.Optional(Type.String({ description: 'What went wrong, as a stable code.' })),
  message: Type.String({ description: 'One sentence: what was found, or what went wrong.' }),
  hint: Type.Optional(Type.String({ description: 'What to do about it.' })),
  canList: Type.Optional(Type.Boolean({ description: 'Whether the registry lists its repositories.' })),
});

const uploadedArchives = model(
  'UploadedArchives',
  'The archives that were uploaded. Their images are listed under its id as others are under that of a registry.',
  {
    id: Type.String({ description: 'Stands where the id of a registry does.' }),
    name: Type.String({ description: 'Its name for people.' }),
    images: count('Images known in them.'),
    failing: count('Those of them that fail a policy.'),
    repositoryCount: count('How many there are, by file name.'),
    allImages: ref(imageSums, 'All their images added up, each once.'),
    riskScore: count(worstRisk),
    coverage,
    lastScannedAt: time('When one was last scanned.'),
  },
);

const registryList = model('RegistryList', 'All registries.', {
  items: listOf(registry, 'By name.'),
  uploads: Type.Optional(ref(uploadedArchives)),
});
const byId = Type.Object({ registryId: Type.String({ maxLength: 64, description: 'The registry.' }) });

export const registryModels = [
  credentialField,
  registryType,
  registryTypeList,
  registryLimit,
  registry,
  uploadedArchives,
  registryList,
  registryInput,
  registryTestInput,
  registryTest,
];

/** Registries and their types. */
export const registryOperations = {
  listRegistryTypes: operation('GET', '/registry-types', {
    operationId: 'listRegistryTypes',
    summary: 'The kinds of registries and the fields of their credentials.',
    tags,
    response: { 200: ref(registryTypeList) },
  }),
  listRegistries: operation('GET', '/registries', {
    operationId: 'listRegistries',
    summary: 'All registries.',
    tags,
    response: { 200: ref(registryList) },
  }),
  createRegistry: operation('POST', '/registries', {
    operationId: 'createRegistry',
    summary: 'Add a registry.',
    tags,
    body: ref(registryInput),
    response: { 201: ref(registry) },
  }),
  testRegistrySettings: operation('POST', '/registries/test', {
    operationId: 'testRegistrySettings',
    summary: 'Try settings before they are saved.',
    tags,
    body: ref(registryTestInput),
    response: { 200: ref(registryTest) },
  }),
  getRegistry: operation('GET', '/registries/:registryId', {
    operationId: 'getRegistry',
    summary: 'One registry.',
    tags,
    params: byId,
    response: { 200: ref(registry) },
  }),
  updateRegistry: operation('PUT', '/registries/:registryId', {
    operationId: 'updateRegistry',
    summary: 'Change a registry. A changed path needs the credential again.',
    tags,
    params: byId,
    body: ref(registryInput),
    response: { 200: ref(registry) },
  }),
  deleteRegistry: operation('DELETE', '/registries/:registryId', {
    operationId: 'deleteRegistry',
    summary: 'Remove a registry, its credential, and what is known of its repositories.',
    tags,
    params: byId,
    response: { 204: Type.Null({ description: 'Removed.' }) },
  }),
  testRegistry: operation('POST', '/registries/:registryId/test', {
    operationId: 'testRegistry',
    summary: 'Try a saved registry.',
    tags,
    params: byId,
    response: { 200: ref(registryTest) },
  }),
};
