const firstImageMs = Date.UTC(2013, 0);

/** Whether an image was built then: tools whose builds give the same bytes each time set 1970, some 1980 (reproducible-builds.org/docs/source-date-epoch). */
export function isBuildTime(time: string | undefined): boolean {
  return time !== undefined && new Date(time).getTime() >= firstImageMs;
}
