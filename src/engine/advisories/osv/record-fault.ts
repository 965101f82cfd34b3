/** Why one record of a feed cannot be read, as the end of a sentence that begins with its name. */
export class RecordFault extends Error {}
