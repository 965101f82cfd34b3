import { indentedLines, unquoted } from '../indented-lines.ts';
import { type LockedPackage, type LockFormat, named } from '../lock-format.ts';

/** CocoaPods' lock file (guides.cocoapods.org, "Podfile.lock"); parts of a pod (`Pod/Part`) are the pod. */
export const podfileLock: LockFormat = {
  name: 'Podfile.lock',
  ecosystem: 'cocoapods',
  purlType: 'cocoapods',
  matches: named('Podfile.lock'),
  endsWithNewline: true,
  read: (text) => (/^PODS:/m.test(text) ? pods(text) : undefined),
};

const pod = /^([^\s()/]{1,200})(?:\/[^\s()]{1,200})? \((\d[^\s()]{0,100})\)$/;

function* pods(text: string): Generator<LockedPackage> {
  let isInPods = false;
  for (const { indent, text: line } of indentedLines(text)) {
    if (indent === 0) isInPods = line === 'PODS:';
    if (!isInPods || indent !== 2 || !line.startsWith('- ')) continue;
    const [, name, version] = pod.exec(unquoted(line.slice(2).replace(/:$/, ''))) ?? [];
    if (name !== undefined && version !== undefined) yield { name, version };
  }
}
