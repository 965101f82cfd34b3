/** OpenVEX's words, which those of the other formats are translated to (github.com/openvex/spec, "Status Labels"). */
export type VexStatus = 'not_affected' | 'affected' | 'fixed' | 'under_investigation';

/** Names of one thing, any of which identifies it: package URLs, digests, image references. */
export type VexIdentifiers = readonly string[];

/** What a statement is about. With `components`, only these in the product; without, all of it. */
export interface VexProduct {
  readonly product: VexIdentifiers;
  readonly components?: readonly VexIdentifiers[];
}

/** That vulnerabilities of this name affect these products, or do not, and why. */
export interface VexStatement {
  /** `document#statement`. */
  readonly id: string;
  /** All names of the vulnerability. */
  readonly vulnerabilities: readonly string[];
  readonly status: VexStatus;
  /** A word of the format's own: `vulnerable_code_not_in_execute_path`. */
  readonly justification?: string;
  readonly notes?: string;
  /** ISO time. */
  readonly timestamp?: string;
  readonly products: readonly VexProduct[];
}

/** A format of VEX documents. `json` is foreign: what has not the shape is left out, nothing throws. */
export interface VexDocumentFormat {
  readonly name: string;
  readonly displayName: string;
  recognises(json: unknown): boolean;
  statements(json: unknown): readonly VexStatement[];
}
