import type { VexDocumentFormat } from '../vex-statement.ts';
import { csaf } from './csaf/csaf.ts';
import { cyclonedxVex } from './cyclonedx-vex/cyclonedx-vex.ts';
import { openvex } from './openvex/openvex.ts';

/** The formats of VEX documents that are read. */
export const vexDocumentFormats: readonly VexDocumentFormat[] = [openvex, csaf, cyclonedxVex];
