const place = 'upload:/';

/** The file name of an archive that was uploaded, where a repository stands for one. */
export function uploadedFile(repository: string): string | undefined {
  return repository.startsWith(place) ? repository.slice(place.length) : undefined;
}

/** What people call a reference or a repository: that of an archive by its file. */
export function referenceWords(reference: string): string {
  return uploadedFile(reference) ?? reference;
}
