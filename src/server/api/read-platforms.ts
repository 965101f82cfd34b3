import { formatPlatform, parsePlatform, type WantedPlatforms } from '#core/platform.ts';
import type { RegistrySettings } from '#server/store/index.ts';
import { ApiError } from './api-error.ts';

/** The platforms of a form as they are written, each once; what is none is added to `errors`. */
export function readPlatforms(texts: readonly string[], errors: ApiError['errors'][number][]): readonly string[] {
  const platforms = texts.map((text) => {
    const platform = parsePlatform(text.trim());
    if (platform !== undefined) return formatPlatform(platform);
    errors.push({ path: 'body/platforms', message: `${text} is not OS/ARCHITECTURE[/VARIANT], as in linux/arm64` });
    return text;
  });
  return [...new Set(platforms)];
}

/** Which platforms a dry run is to go by; undefined where it says nothing of them. Throws `api/invalid-request`. */
export function readPlatformChoice(
  { platforms, allPlatforms }: { readonly platforms?: readonly string[]; readonly allPlatforms?: boolean },
  registry: Pick<RegistrySettings, 'platforms' | 'allPlatforms'>,
): WantedPlatforms | undefined {
  if (platforms === undefined && allPlatforms === undefined) return undefined;
  const errors: ApiError['errors'][number][] = [];
  const named = platforms === undefined ? registry.platforms : readPlatforms(platforms, errors);
  const [first] = errors;
  if (first !== undefined) throw new ApiError('api/invalid-request', first.message, errors);
  return { all: allPlatforms ?? registry.allPlatforms ?? false, named };
}
