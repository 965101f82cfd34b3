const place = 'upload:/';

/** The file name of an archive that was uploaded, where a repository stands for one. */
export function uploadedFile(repository: string): string | undefined {
  return repository.startsWith(place) ? repository.slice(place.length) : undefined;
}
