import type { BinaryClassifier } from '../classifier.ts';
import { applications } from './applications.ts';
import { cloudTools } from './cloud-tools.ts';
import { databases } from './databases.ts';
import { java } from './java.ts';
import { languages } from './languages.ts';
import { libraries } from './libraries.ts';
import { observability } from './observability.ts';
import { servers } from './servers.ts';
import { systemTools } from './system-tools.ts';

/** The programs that are known without anyone's doing, by what they are for. */
export const builtInClassifiers: readonly BinaryClassifier[] = [
  ...languages,
  ...java,
  ...servers,
  ...databases,
  ...cloudTools,
  ...observability,
  ...systemTools,
  ...libraries,
  ...applications,
];
