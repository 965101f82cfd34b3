/** Tags in a header; rpm's own limit (`HEADER_TAGS_MAX`). */
export const maxHeaderTags = 65_535;

/** Bytes of one text in a header: the longest real licence lists come to a few thousand. */
export const maxTextBytes = 64 * 1024;

/** Packages of one database; real ones hold a few thousand. */
export const maxPackages = 200_000;
