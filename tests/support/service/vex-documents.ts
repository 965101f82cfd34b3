/** What a document of a test states: of which vulnerability, and what it names, a package or an image by purl. */
export interface VexClaim {
  readonly vulnerability: string;
  readonly product: string;
  /** Packages in the image; where it is left out, all of it. */
  readonly component?: string;
  readonly status?: 'not_affected' | 'affected';
  readonly time?: string;
}

/** An OpenVEX 0.2.0 document of one statement. */
export function openVexDocument({
  vulnerability,
  product,
  component,
  status = 'not_affected',
  time,
}: VexClaim): object {
  return {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': 'https://vex.example/1',
    author: 'Product security',
    timestamp: time ?? '2026-01-01T00:00:00Z',
    version: 1,
    statements: [
      {
        vulnerability: { name: vulnerability },
        products: [{ '@id': product, ...(component !== undefined && { subcomponents: [{ '@id': component }] }) }],
        status,
        ...(status === 'not_affected'
          ? { justification: 'vulnerable_code_not_present' }
          : { action_statement: 'upgrade it' }),
      },
    ],
  };
}

/** A CSAF 2.0 document of profile VEX, of one statement on a package. */
export function csafDocument({ vulnerability, product, time = '2026-01-01T00:00:00Z' }: VexClaim): object {
  return {
    document: {
      category: 'csaf_vex',
      csaf_version: '2.0',
      title: 'What does not affect us',
      publisher: { category: 'vendor', name: 'Example', namespace: 'https://vex.example' },
      tracking: {
        id: 'EX-1',
        status: 'final',
        version: '1',
        current_release_date: time,
        initial_release_date: time,
        revision_history: [{ number: '1', date: time, summary: 'first' }],
      },
    },
    product_tree: {
      full_product_names: [{ name: 'it', product_id: 'P1', product_identification_helper: { purl: product } }],
    },
    vulnerabilities: [
      {
        cve: vulnerability,
        notes: [{ category: 'description', text: 'A flaw' }],
        product_status: { known_not_affected: ['P1'] },
        flags: [{ label: 'vulnerable_code_not_present', product_ids: ['P1'] }],
      },
    ],
  };
}

/** A CycloneDX 1.6 document of one analysed vulnerability of a package. */
export function cyclonedxDocument({ vulnerability, product }: VexClaim): object {
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    components: [{ type: 'library', name: 'it', 'bom-ref': product, purl: product }],
    vulnerabilities: [
      {
        id: vulnerability,
        analysis: { state: 'not_affected', justification: 'code_not_present' },
        affects: [{ ref: product }],
      },
    ],
  };
}
