import type { BinaryClassifier } from './classifier.ts';

/** Finds the classifiers for a path. Asked for every file of an image, most of which none is for. */
export interface PathIndex {
  for(path: string): readonly BinaryClassifier[];
}

interface Place {
  readonly segments: readonly string[];
  readonly classifier: BinaryClassifier;
}

const none: readonly BinaryClassifier[] = [];

/** Sorts classifiers by the last segment of their paths, and those with wildcards there by what stands before the first. */
export function createPathIndex(classifiers: readonly BinaryClassifier[]): PathIndex {
  const exact = new Map<string, Place[]>();
  const wild: (Place & { readonly start: string })[] = [];
  for (const classifier of classifiers) {
    for (const path of classifier.paths) {
      const segments = path.split('/').toReversed();
      const name = segments[0] ?? '';
      const start = name.slice(0, wildcardAt(name));
      if (start === name) exact.set(name, [...(exact.get(name) ?? []), { segments, classifier }]);
      else wild.push({ segments, classifier, start });
    }
  }
  return {
    for: (path) => {
      const nameAt = path.lastIndexOf('/') + 1;
      const name = path.slice(nameAt);
      const places = [...(exact.get(name) ?? [])];
      for (const place of wild) {
        if (path.startsWith(place.start, nameAt) && fits(name, place.segments[0] ?? '')) places.push(place);
      }
      if (places.length === 0) return none;
      const segments = path.split('/').toReversed();
      const fitting = places.filter((place) => place.segments.every((one, index) => fits(segments[index], one)));
      return [...new Set(fitting.map(({ classifier }) => classifier))];
    },
  };
}

/** Tells whether a segment of a path fits one with wildcards, in time that grows with the product of their lengths at most. */
function fits(text: string | undefined, glob: string): boolean {
  if (text === undefined) return false;
  let at = 0;
  let star = -1;
  let resume = 0;
  for (let index = 0; index < text.length; ) {
    if (glob[at] === '*') {
      star = at;
      resume = index;
      at += 1;
    } else if (at < glob.length && (glob[at] === '?' || glob[at] === text[index])) {
      at += 1;
      index += 1;
    } else if (star >= 0) {
      at = star + 1;
      resume += 1;
      index = resume;
    } else {
      return false;
    }
  }
  while (glob[at] === '*') at += 1;
  return at === glob.length;
}

function wildcardAt(glob: string): number {
  const at = glob.search(/[*?]/);
  return at < 0 ? glob.length : at;
}
