import { xmlEvents } from '../../xml-elements.ts';

/** What a `pom.xml` says by itself; properties of parents elsewhere are not known. */
export interface Pom {
  readonly groupId: string | undefined;
  readonly artifactId: string | undefined;
  readonly version: string | undefined;
  readonly licenses: readonly string[];
}

const maxLicenses = 20;
const maxTextLength = 512;
const maxProperties = 1_000;
const maxDepth = 8;
/** Properties that stand for other properties are followed so often. */
const maxSteps = 10;

/** Reads a project description (maven.apache.org/pom.html): own coordinates or the parent's, with properties of the file filled in. */
export function parsePom(text: string): Pom {
  const { values, properties, licenses } = readValues(text);
  const parent = (name: string) => values.get(`project/parent/${name}`);
  const groupId = values.get('project/groupId') ?? parent('groupId');
  const version = values.get('project/version') ?? parent('version');
  const artifactId = values.get('project/artifactId');
  for (const prefix of ['project.', 'pom.', '']) {
    setAll(properties, prefix, { groupId, artifactId, version });
    setAll(properties, `${prefix}parent.`, { groupId: parent('groupId'), version: parent('version') });
  }
  const filled = (value: string | undefined) => (value === undefined ? undefined : fillIn(value, properties));
  return { groupId: filled(groupId), artifactId: filled(artifactId), version: filled(version), licenses };
}

function readValues(text: string) {
  const values = new Map<string, string>();
  const properties = new Map<string, string>();
  const licenses: string[] = [];
  const path: string[] = [];
  let depth = 0;
  let content = '';
  for (const event of xmlEvents(text)) {
    if (event.kind === 'text') {
      if (content.length <= maxTextLength) content += event.text;
      continue;
    }
    const place = depth <= maxDepth ? path.join('/') : '';
    const value = content.trim();
    content = '';
    if (event.kind === 'open') {
      depth += 1;
      if (depth <= maxDepth) path.push(event.name);
      continue;
    }
    if (value !== '' && value.length <= maxTextLength && depth === path.length) {
      if (wanted.has(place)) values.set(place, value);
      else if (place === 'project/licenses/license/name' && licenses.length < maxLicenses) licenses.push(value);
      else if (depth === 3 && path[1] === 'properties' && properties.size < maxProperties)
        properties.set(event.name, value);
    }
    if (depth === path.length) path.pop();
    depth = Math.max(0, depth - 1);
  }
  return { values, properties, licenses: [...new Set(licenses)] };
}

const wanted = new Set([
  'project/groupId',
  'project/artifactId',
  'project/version',
  'project/parent/groupId',
  'project/parent/version',
]);

function setAll(properties: Map<string, string>, prefix: string, values: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(values)) {
    // One that stands for itself, as in `<version>${version}</version>`, says nothing.
    if (value !== undefined && !properties.has(prefix + name)) properties.set(prefix + name, value);
  }
}

/** Fills in `${name}`; what cannot be filled in stays, and makes the text none that is a name or a version. */
function fillIn(text: string, properties: ReadonlyMap<string, string>): string {
  let filled = text;
  for (let step = 0; step < maxSteps && filled.includes(`\${`) && filled.length <= maxTextLength; step += 1) {
    filled = filled.replace(/\$\{([^{}$]{1,200})\}/g, (whole, name: string) => properties.get(name.trim()) ?? whole);
  }
  return filled;
}
