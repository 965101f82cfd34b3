import type { ScanProblem } from '#core/problem.ts';

/** More than this of one layer tell no more: the rest is counted. */
const maxProblems = 100;

/** The problems met in a layer, capped, since a hostile layer can hold millions. */
export class ProblemList {
  readonly #problems: ScanProblem[] = [];
  #more = 0;
  #moreAffectsCoverage = false;

  /** Notes a problem; `code` is `image/what-went-wrong`. */
  add(code: string, message: string, options: { readonly path?: string; readonly affectsCoverage: boolean }): void {
    if (this.#problems.length < maxProblems) this.#problems.push({ stage: 'image', code, message, ...options });
    else {
      this.#more += 1;
      this.#moreAffectsCoverage ||= options.affectsCoverage;
    }
  }

  all(): readonly ScanProblem[] {
    if (this.#more === 0) return this.#problems;
    const more: ScanProblem = {
      stage: 'image',
      code: 'image/more-problems',
      message: `${this.#more} more problems of this layer are not listed`,
      affectsCoverage: this.#moreAffectsCoverage,
    };
    return [...this.#problems, more];
  }
}
