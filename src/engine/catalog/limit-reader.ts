import type { FileReader } from './cataloger.ts';

/** The reader for one layer, which wants no more files than its `maxFiles`. */
export function limitReader(reader: FileReader): FileReader {
  const { maxFiles } = reader;
  if (maxFiles === undefined) return reader;
  let left = maxFiles;
  return {
    ...reader,
    wants: (path, size) => left > 0 && reader.wants(path, size),
    ...(reader.wantsContent && { wantsContent: (file) => left > 0 && reader.wantsContent?.(file) === true }),
    catalog: (file, context) => {
      left -= 1;
      return reader.catalog(file, context);
    },
  };
}
