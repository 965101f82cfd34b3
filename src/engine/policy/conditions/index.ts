import type { ConditionKind } from '../condition-kind.ts';
import { fixAvailable } from './fix-available/fix-available.ts';
import { packageType } from './package-type/package-type.ts';
import { runsAsRoot } from './runs-as-root/runs-as-root.ts';
import { severity } from './severity/severity.ts';

/** Every kind of condition, in the order in which a form offers them. */
export const conditionKinds: readonly ConditionKind[] = [severity, fixAvailable, packageType, runsAsRoot];
