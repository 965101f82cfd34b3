import Type from 'typebox';
import { defaultFilters, filterLimits, tagOrders } from '#core/registry-filters.ts';
import { model, oneOf } from './model.ts';

const patterns = (description: string) =>
  Type.Unsafe<string[]>({
    type: 'array',
    maxItems: filterLimits.patterns,
    default: [],
    items: { type: 'string', minLength: 1, maxLength: filterLimits.patternLength },
    description,
  });

/** Which tags of a registry are scanned. */
export const registryFilters = model('RegistryFilters', 'Which tags of a registry are scanned.', {
  include: patterns(
    'Regular expressions (RE2) to be found in `repository:tag`; what one finds is kept though `exclude` finds it too. To scan nothing else, exclude `.*`.',
  ),
  exclude: patterns('Regular expressions (RE2) to be found in `repository:tag`; what one finds is dropped.'),
  maxAgeDays: Type.Integer({
    minimum: 0,
    maximum: filterLimits.maxAgeDays,
    default: defaultFilters.maxAgeDays,
    description: 'Days since a tag was pushed, or since its image was made where no registry says; 0 for any age.',
  }),
  newestTags: Type.Integer({
    minimum: 0,
    maximum: filterLimits.newestTags,
    default: defaultFilters.newestTags,
    description: 'So many tags of each repository, the newest; 0 for all.',
  }),
  maxRepositories: Type.Integer({
    minimum: 1,
    maximum: filterLimits.maxRepositories,
    default: defaultFilters.maxRepositories,
    description: 'So many repositories, the first that the registry lists.',
  }),
  order: oneOf(
    tagOrders,
    'What the newest goes by: `date`, when it was pushed or made, or `version`, what the tag says.',
    {
      default: defaultFilters.order,
    },
  ),
});
