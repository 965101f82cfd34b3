import type { Cataloger } from './cataloger.ts';
import { binary, createBinaryCataloger } from './catalogers/binary/binary.ts';
import type { BinaryClassifier } from './catalogers/binary/classifier.ts';
import { catalogers } from './catalogers.ts';

/** All catalogers, that of programs with these classifiers beside its own. */
export function catalogersWith(classifiers: readonly BinaryClassifier[]): readonly Cataloger[] {
  if (classifiers.length === 0) return catalogers;
  const extended = createBinaryCataloger(classifiers);
  return catalogers.map((one): Cataloger => (one.name === binary.name ? extended : one));
}
