import type { Advisory, Affected } from '#core/advisory.ts';
import type { FeedRecord } from '../../advisory-source.ts';
import { vendorRating } from '../../osv/parse-severities.ts';
import { summarise } from '../../osv/summarise.ts';
import type { XmlEvent } from '../../xml/read-xml.ts';
import type { PackageTests } from './package-tests.ts';

export interface DefinitionReaderOptions {
  readonly tests: PackageTests;
  readonly release: string;
  readonly source: string;
}

/** What has been read of a definition so far. */
interface Draft {
  readonly id: string;
  readonly cves: Set<string>;
  readonly tests: Set<string>;
  readonly texts: Map<string, string>;
  notice?: string;
  issued?: string;
}

const ubuntu = { publisher: 'Ubuntu', rateVector: () => undefined };
const keptTexts = new Set(['title', 'description', 'severity']);
const maxTextCharacters = 64 * 1024;

/** Makes an advisory of each definition of a patch (oval.mitre.org, oval-definitions-schema) as its end is read. */
export class DefinitionReader {
  readonly #options: DefinitionReaderOptions;
  #draft: Draft | undefined;
  #text = '';

  constructor(options: DefinitionReaderOptions) {
    this.#options = options;
  }

  *push(events: readonly XmlEvent[]): Generator<FeedRecord> {
    for (const event of events) {
      if (event.kind === 'open') this.#open(event.name, event.attributes);
      else if (event.kind === 'text') this.#text = (this.#text + event.text).slice(0, maxTextCharacters);
      else if (event.name === 'definition') yield* this.#finish();
      else if (keptTexts.has(event.name)) this.#draft?.texts.set(event.name, this.#text.trim());
    }
  }

  #open(name: string, attributes: ReadonlyMap<string, string>): void {
    this.#text = '';
    if (name === 'definition' && attributes.get('class') === 'patch') {
      this.#draft = { id: attributes.get('id') ?? '', cves: new Set(), tests: new Set(), texts: new Map() };
    }
    const draft = this.#draft;
    if (draft === undefined) return;
    if (name === 'criterion') draft.tests.add(attributes.get('test_ref') ?? '');
    if (name === 'issued') draft.issued = attributes.get('date') ?? '';
    if (name === 'reference') readReference(draft, attributes);
  }

  *#finish(): Generator<FeedRecord> {
    const draft = this.#draft;
    this.#draft = undefined;
    if (draft === undefined) return;
    if (draft.notice === undefined) {
      yield { kind: 'bad', name: draft.id.slice(0, 80) || '(no id)', reason: 'names no security notice' };
    } else {
      yield { kind: 'advisory', advisory: this.#advisoryOf(draft, draft.notice) };
    }
  }

  #advisoryOf(draft: Draft, id: string): Advisory {
    const description = draft.texts.get('description');
    const issued = /^\d{4}-\d{2}-\d{2}$/.test(draft.issued ?? '') ? `${draft.issued}T00:00:00.000Z` : undefined;
    return {
      id,
      source: this.#options.source,
      aliases: [],
      upstream: [...draft.cves],
      related: [],
      summary: summarise(draft.texts.get('title')?.replace(`${id} -- `, '')),
      ...(description !== undefined && { details: description }),
      ...(issued !== undefined && { published: issued }),
      severities: vendorRating(draft.texts.get('severity'), ubuntu),
      cwes: [],
      references: [{ kind: 'advisory', url: `https://ubuntu.com/security/notices/${id}` }],
      affected: [...draft.tests].flatMap((test) => this.#affectedBy(test, issued)),
    };
  }

  /** Notices on the running kernel and live patches test no packages, and so affect none. */
  #affectedBy(id: string, issued: string | undefined): readonly Affected[] {
    const test = this.#options.tests.of(id);
    if (test === undefined) return [];
    return test.packages.map((packageName) => ({
      ecosystem: 'Ubuntu',
      release: this.#options.release,
      packageName,
      ranges: [{ kind: 'ecosystem', events: [{ introduced: '0' }, { fixed: test.fixed }] }],
      versions: [],
      severities: [],
      ...(issued !== undefined && { fix: { state: 'fixed', availableSince: issued } }),
      qualifiers: { names: 'binary', ...(test.esm && { channel: 'esm' }) },
    }));
  }
}

function readReference(draft: Draft, attributes: ReadonlyMap<string, string>): void {
  const [source, id = ''] = [attributes.get('source'), attributes.get('ref_id')];
  if (source === 'CVE' && /^CVE-\d{4}-\d{4,12}$/.test(id)) draft.cves.add(id);
  if (source === 'USN' && /^[LU]SN-\d{1,6}-\d{1,3}$/.test(id)) draft.notice = id;
}
