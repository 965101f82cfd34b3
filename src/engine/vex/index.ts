/** What somebody says affects an image and what does not. Read `apply-statements.ts` first. */

export { applyStatements } from './apply-statements.ts';
export { attestedDocument } from './attested-document.ts';
export { vexDocumentFormats } from './documents/index.ts';
export { imageKeys, statementKeys } from './image-keys.ts';
export { isOpen, latestStatement, suppressionBy } from './latest-statement.ts';
export { productMatches } from './product-matches.ts';
export { readVexDocument, readVexFile, type VexFile } from './read-vex-file.ts';
export { scopeToImage } from './scope-to-image.ts';
export { VexError } from './vex-error.ts';
export type { VexProduct, VexStatement, VexStatus } from './vex-statement.ts';
