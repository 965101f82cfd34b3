/** The id of the source that images of uploaded archives are listed under, as others are under a registry. */
export const uploadsId = 'uploads';

/** Stands where the host of a registry does. No reference that can be pulled begins so. */
export const uploadHost = 'upload:';

/** What is listed of an archive in place of a repository. */
export function uploadRepository(fileName: string): string {
  return `${uploadHost}/${fileName}`;
}

/** Whether a repository is an archive that was uploaded. */
export function isUploaded(repository: string): boolean {
  return repository.startsWith(`${uploadHost}/`);
}
