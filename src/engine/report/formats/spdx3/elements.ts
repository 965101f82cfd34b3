/** The blank node that every element names as its creation. */
export const creationInfoId = '_:creation';

/** Makes elements of one document; `namespace` is an IRI that no other document has. */
export interface Elements {
  /** The IRI of an element by its name within the document, letters, digits, dots and dashes. */
  readonly iri: (name: string) => string;
  readonly element: (type: string, spdxId: string, members: object) => object;
}

/** See {@link Elements}. */
export function createElements(namespace: string): Elements {
  return {
    iri: (name) => `${namespace}#${name}`,
    element: (type, spdxId, members) => ({ type, spdxId, creationInfo: creationInfoId, ...members }),
  };
}
