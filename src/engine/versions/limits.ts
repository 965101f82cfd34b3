/** Characters of the longest text that is taken for a version; real ones have under 100, and node-semver stops at 256. */
export const maxVersionLength = 1024;
