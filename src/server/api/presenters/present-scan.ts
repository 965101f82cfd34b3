import type { Static } from 'typebox';
import { outcomeClassOf } from '#core/outcome-class.ts';
import type { StoredScan } from '#server/store/index.ts';
import type { scan } from '../schemas/scans.ts';

/** A scan as the API shows it. */
export function presentScan(one: StoredScan): Static<typeof scan> {
  return {
    id: one.id,
    reference: one.reference,
    ...(one.registryId !== undefined && { registryId: one.registryId }),
    ...(one.runId !== undefined && { runId: one.runId }),
    ...(one.platform !== '' && { platform: one.platform }),
    state: one.state,
    ...(one.progress !== undefined && { progress: one.progress }),
    ...(one.imageId !== undefined && { imageId: one.imageId }),
    ...(one.unchanged !== undefined && { unchanged: one.unchanged }),
    ...(one.policyOutcome !== undefined && { policyOutcome: one.policyOutcome }),
    ...(one.artifact !== undefined && { artifact: one.artifact }),
    ...(one.state === 'failed' && { outcome: outcomeClassOf(one.code ?? '') }),
    ...(one.code !== undefined && { code: one.code }),
    ...(one.message !== undefined && { message: one.message }),
    attempts: one.attempts,
    createdAt: one.createdAt.toISOString(),
    ...(one.startedAt !== undefined && { startedAt: one.startedAt.toISOString() }),
    ...(one.finishedAt !== undefined && { finishedAt: one.finishedAt.toISOString() }),
  };
}
