const maxLength = 4096;
const maxWords = 500;
const maxDepth = 32;

/**
 * Tells whether whoever uses a package under this licence needs one that `isMeant` accepts: `A OR B` needs one only where both are meant,
 * `A AND B` where one is (spdx.github.io/spdx-spec, annex "SPDX license expressions"; AND binds closer). A licence with an exception counts as
 * that licence. Text that is no expression, as package managers have it, is one licence of that name.
 */
export function requiresLicense(license: string, isMeant: (name: string) => boolean): boolean {
  const words = license.slice(0, maxLength).match(/[()]|[^\s()]+/g) ?? [];
  if (words.length === 0) return false;
  const reader = new Reader(words.slice(0, maxWords), isMeant);
  return reader.whole() ?? isMeant(license.trim());
}

/** Each method reads its part of an expression and says whether it needs what is meant; undefined where there is no such part. */
class Reader {
  private readonly words: readonly string[];
  private readonly isMeant: (name: string) => boolean;
  private at = 0;
  private depth = 0;

  constructor(words: readonly string[], isMeant: (name: string) => boolean) {
    this.words = words;
    this.isMeant = isMeant;
  }

  whole(): boolean | undefined {
    const needs = this.alternatives();
    return this.at === this.words.length ? needs : undefined;
  }

  private alternatives(): boolean | undefined {
    let needs = this.together();
    while (needs !== undefined && this.takes('OR')) {
      const right = this.together();
      needs = right === undefined ? undefined : needs && right;
    }
    return needs;
  }

  private together(): boolean | undefined {
    let needs = this.operand();
    while (needs !== undefined && this.takes('AND')) {
      const right = this.operand();
      needs = right === undefined ? undefined : needs || right;
    }
    return needs;
  }

  private operand(): boolean | undefined {
    if (this.takes('(')) {
      this.depth += 1;
      const inner = this.depth > maxDepth ? undefined : this.alternatives();
      this.depth -= 1;
      return this.takes(')') ? inner : undefined;
    }
    const name = this.words[this.at];
    if (name === undefined || /^(?:and|or|with|[()])$/i.test(name)) return undefined;
    this.at += 1;
    if (this.takes('WITH')) this.at += 1;
    return this.isMeant(name);
  }

  private takes(word: string): boolean {
    if (this.words[this.at]?.toUpperCase() !== word) return false;
    this.at += 1;
    return true;
  }
}
