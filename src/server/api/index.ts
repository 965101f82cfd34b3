export { apiPrefix, createOpenApi } from './openapi.ts';
