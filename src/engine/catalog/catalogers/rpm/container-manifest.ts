import type { CatalogContext } from '../../cataloger.ts';
import { quote } from '../../quote.ts';
import { textLines } from '../../text-lines.ts';
import { maxPackages } from './limits.ts';
import type { RpmPackage } from './rpm-package.ts';

/** Columns of a line: what rpm's query format in github.com/microsoft/marinara (`container-manifest-2`) prints, parted by tabs. */
const columns = 10;

/**
 * Reads the list of packages that distroless images of Azure Linux (Mariner) have in place of a database: name,
 * version-release, two times, vendor, epoch or `(none)`, size, architecture, epoch as a number, source rpm.
 */
export function parseContainerManifest(text: string, problem: CatalogContext['problem']): readonly RpmPackage[] {
  const packages: RpmPackage[] = [];
  for (const line of textLines(text)) {
    if (line === '') continue;
    const one = readLine(line.split('\t', columns));
    if (one === undefined) {
      problem('catalog/package-invalid', `${quote(line)} is no package of a container manifest: the line is left out`);
    } else if (packages.length >= maxPackages) {
      problem('catalog/too-many-packages', `it lists more than ${maxPackages} packages: the rest is left out`);
      break;
    } else packages.push(one);
  }
  return packages;
}

function readLine(values: readonly string[]): RpmPackage | undefined {
  const [name = '', evr = '', , , vendor = '', epochText = '', , architecture = '', , sourceRpm = ''] = values;
  const dash = evr.lastIndexOf('-');
  if (values.length < columns || !wordPattern.test(name) || !wordPattern.test(evr) || dash < 1) return undefined;
  const release = evr.slice(dash + 1);
  if (release === '') return undefined;
  return {
    name,
    version: evr.slice(0, dash),
    release,
    ...(/^\d{1,9}$/.test(epochText) && { epoch: Number(epochText) }),
    ...(wordPattern.test(architecture) && { architecture }),
    ...(wordPattern.test(sourceRpm) && { sourceRpm }),
    ...(vendor !== '' && vendor !== '(none)' && vendor.length <= 256 && { vendor }),
  };
}

const wordPattern = /^[A-Za-z0-9][\w.+~^:-]{0,511}$/;
