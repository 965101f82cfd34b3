/** Writes everything that is generated from the code: `openapi.json` and the browser's API client. */
import { writeApi } from './generate-api.ts';

await writeApi();
