import { listedOutcomes } from '#server/store/index.ts';
import { oneOf } from './model.ts';

/** What outcomes mean. */
export const outcomeWords =
  'fail, warn: violated; pending: still to be judged, and not known to fail; accepted: all that violates is suppressed by statements or exceptions; pass: kept';

/** What all policies about an image come to. */
export const policyOutcome = oneOf(listedOutcomes, `The worst of them. ${outcomeWords}; none: no policy is about it.`);

/** What one policy or rule comes to. */
export const ruleOutcome = oneOf(['fail', 'warn', 'pending', 'accepted', 'pass'], `${outcomeWords}.`);
