import { createContext, useContext } from 'react';

/** An image that is known already, to be scanned anew; without a reference where it came in a file. */
export interface KnownImage {
  readonly imageId: string;
  readonly reference?: string;
  readonly fileName?: string;
  readonly platform: string;
}

/** The way from any screen to the dialog that scans an image. */
export const ScanAgainContext = createContext<(image: KnownImage) => void>(() => undefined);

/** Opens the dialog that scans an image anew. */
export function useScanAgain(): (image: KnownImage) => void {
  return useContext(ScanAgainContext);
}
