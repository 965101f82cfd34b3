import { asRecords, asString, asStrings, isRecord } from '#core/json.ts';
import { parsePurl } from '#core/purl.ts';
import { componentOf, ownFacts, propertiesOf } from './component.ts';
import type { SbomComponent, SbomDocument, SbomFormat } from './sbom-document.ts';

type Member = Readonly<Record<string, unknown>>;

/** CycloneDX 1.2 to 1.7 as JSON (cyclonedx.org/docs). Components nested in others are taken like those at the top. */
export const cyclonedx: SbomFormat = {
  name: 'CycloneDX',
  recognises: (json) => json.bomFormat === 'CycloneDX',
  read,
};

const packageTypes = new Set([
  'library',
  'application',
  'framework',
  'firmware',
  'platform',
  'device-driver',
  'machine-learning-model',
]);

function read(json: Member): SbomDocument {
  const metadata = isRecord(json.metadata) ? json.metadata : {};
  const root = isRecord(metadata.component) ? metadata.component : undefined;
  const all = flatten([...(root === undefined ? [] : asRecords(root.components)), ...asRecords(json.components)]);
  const described = root === undefined ? undefined : readComponent(root);
  const isPackage = described?.kind === 'package' && described.purl !== undefined;
  const createdBy = toolNames(metadata.tools);
  return {
    format: `CycloneDX ${asString(json.specVersion)?.slice(0, 8) ?? ''}`.trim(),
    createdBy,
    ...(described !== undefined && !isPackage && { root: described }),
    components: [...(isPackage ? [described] : []), ...all.flatMap((one) => readComponent(one) ?? [])],
    completeness: completenessOf(json, asString(root?.['bom-ref'])),
    statements: createdBy.includes('plimsoll')
      ? asRecords(json.annotations).flatMap(({ text }) => asString(text) ?? [])
      : [],
    ...ownFacts(
      [root, ...all.filter(({ type }) => type === 'operating-system')].flatMap((one) => propertiesOf(one?.properties)),
    ),
  };
}

/** Depth first, without recursion: how deeply components nest is up to who wrote them. */
function flatten(top: readonly Member[]): readonly Member[] {
  const flat: Member[] = [];
  const waiting = top.toReversed();
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    flat.push(one);
    for (const inner of asRecords(one.components).toReversed()) waiting.push(inner);
  }
  return flat;
}

function readComponent(one: Member): SbomComponent | undefined {
  const name = asString(one.name) ?? '';
  const kind = kindOf(one);
  if (kind === undefined || one.scope === 'excluded') return undefined;
  const version = asString(one.version);
  const purl = asString(one.purl);
  const group = asString(one.group);
  return componentOf(
    {
      kind,
      name: group === undefined || group === '' ? name : `${group}/${name}`,
      ...(version !== undefined && { version }),
      ...(purl !== undefined && { purl }),
      licenses: asRecords(one.licenses).flatMap(licenseOf),
    },
    propertiesOf(one.properties),
  );
}

function kindOf({ type, purl }: Member): SbomComponent['kind'] | undefined {
  if (type === 'operating-system') return 'operating-system';
  const purlType = typeof purl === 'string' ? parsePurl(purl)?.type : undefined;
  if (type === 'container' || purlType === 'oci' || purlType === 'docker') return 'image';
  return (typeof type === 'string' && packageTypes.has(type)) || (purlType !== undefined && type !== 'file')
    ? 'package'
    : undefined;
}

function licenseOf(choice: Member): readonly string[] {
  if (typeof choice.expression === 'string') return [choice.expression];
  if (!isRecord(choice.license)) return [];
  const text = asString(choice.license.id) ?? asString(choice.license.name);
  return text === undefined ? [] : [text];
}

/** A list of tools until 1.4, an object with components and services since. */
function toolNames(tools: unknown): readonly string[] {
  const members = isRecord(tools) ? asRecords(tools.components) : asRecords(tools);
  return asStrings(members.map(({ name }) => name));
}

/** Only what is said of the whole counts: a composition without assemblies, or with the root among them. */
function completenessOf(json: Member, rootRef: string | undefined): SbomDocument['completeness'] {
  const aggregates = asRecords(json.compositions)
    .filter(
      ({ assemblies }) =>
        assemblies === undefined || (rootRef !== undefined && asStrings(assemblies).includes(rootRef)),
    )
    .map(({ aggregate }) => asString(aggregate) ?? '');
  if (aggregates.some((aggregate) => aggregate.startsWith('incomplete'))) return 'incomplete';
  return aggregates.includes('complete') ? 'complete' : 'unsaid';
}
