export { applyStatements } from './apply-statements.ts';
export { vexDocumentFormats } from './documents/index.ts';
export { readVexFile, type VexFile } from './read-vex-file.ts';
