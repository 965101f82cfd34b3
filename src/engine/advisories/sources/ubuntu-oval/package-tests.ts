import { FeedFault } from '../../feeds/feed-fault.ts';
import type { XmlEvent } from '../../xml/read-xml.ts';

/** What a test of an OVAL file asks: whether any of these packages is older than a version. */
export interface PackageTest {
  readonly packages: readonly string[];
  readonly fixed: string;
  /** True where the fixed version needs Ubuntu Pro. */
  readonly esm: boolean;
}

interface Item {
  readonly id: string;
  readonly kind: string;
  readonly isPro: boolean;
  readonly references: Map<string, string>;
  readonly values: string[];
}

const kinds = new Set(['dpkginfo_test', 'dpkginfo_object', 'dpkginfo_state', 'constant_variable']);
const maxValueCharacters = 300;

/**
 * Gathers the tests of installed packages of an OVAL file (oval.mitre.org, linux-definitions-schema, dpkginfo): a test points to
 * an object, which points to a list of names, and to a state, which holds the version. Tests of the running kernel are none.
 */
export class PackageTests {
  readonly #maxItems: number;
  readonly #items = new Map<string, Item>();
  #current: Item | undefined;
  #text = '';

  constructor(maxItems: number) {
    this.#maxItems = maxItems;
  }

  push(events: readonly XmlEvent[]): void {
    for (const event of events) {
      if (event.kind === 'open') this.#open(event.name, event.attributes);
      else if (event.kind === 'text') this.#text = (this.#text + event.text).slice(0, maxValueCharacters);
      else this.#close(event.name);
    }
  }

  /** The test of an id; undefined for one that is of something else or cannot be followed to its end. */
  of(id: string): PackageTest | undefined {
    const test = this.#items.get(id);
    if (test?.kind !== 'dpkginfo_test') return undefined;
    const object = this.#items.get(test.references.get('object_ref') ?? '');
    const state = this.#items.get(test.references.get('state_ref') ?? '');
    const variable = this.#items.get(object?.references.get('var_ref') ?? '');
    const packages = (variable?.values ?? object?.values ?? []).filter((name) => /^[a-z0-9][a-z0-9+.-]*$/.test(name));
    const [fixed] = state?.values ?? [];
    if (packages.length === 0 || fixed === undefined || !/^(?:\d+:)?[A-Za-z0-9.+~-]+$/.test(fixed)) return undefined;
    const esm = [test, object, state].some((item) => item?.isPro) || /[+~]esm\d/.test(fixed);
    // OVAL writes the epoch always, Ubuntu where there is one.
    return { packages, fixed: fixed.replace(/^0:/, ''), esm };
  }

  #open(name: string, attributes: ReadonlyMap<string, string>): void {
    this.#text = '';
    if (this.#current === undefined) {
      const id = attributes.get('id');
      if (!kinds.has(name) || id === undefined) return;
      const isPro = attributes.get('comment')?.includes('Ubuntu Pro') ?? false;
      this.#current = { id, kind: name, isPro, references: new Map(), values: [] };
      return;
    }
    for (const reference of ['object_ref', 'state_ref', 'var_ref']) {
      const target = attributes.get(reference);
      if (target !== undefined) this.#current.references.set(reference, target);
    }
  }

  #close(name: string): void {
    const item = this.#current;
    if (item === undefined) return;
    if (name === item.kind) {
      this.#items.set(item.id, item);
      this.#current = undefined;
      if (this.#items.size > this.#maxItems) throw new FeedFault(`has over ${this.#maxItems} tests`);
    } else if (this.#text.trim() !== '') {
      item.values.push(this.#text.trim());
    }
    this.#text = '';
  }
}
