/** Writes everything that is generated from the code: `openapi.json`, the browser's API client, and `docs/reference`. */
import { writeApi } from './generate-api.ts';
import { writeReference } from './generate-reference.ts';

await writeApi();
writeReference();
