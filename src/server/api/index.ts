/** The HTTP API: `routes/` over store and jobs, `schemas/` of what goes in and out. Read `create-api-server.ts` first. */

export type { ApiServices } from './api-services.ts';
export { type ApiServerOptions, createApiServer } from './create-api-server.ts';
export { createEventHub, type EventHub } from './event-hub.ts';
export { apiPrefix, createOpenApi } from './openapi.ts';
export { presentRun } from './presenters/present-run.ts';
export { presentScan } from './presenters/present-scan.ts';
export { loadStatus } from './presenters/present-status.ts';
export { statusOfCode } from './to-problem.ts';
