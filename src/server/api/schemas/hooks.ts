import Type from 'typebox';
import { listOf, model, ref } from './model.ts';
import { operation } from './operation.ts';

const tags = ['hooks'];

const hookSecret = model('HookSecret', 'What calls of a registry’s hook must know. Shown this once.', {
  secret: Type.String({ description: 'The secret: to sign with, or to send as bearer.' }),
  path: Type.String({ description: 'Where to send events: the path below the address of this service.' }),
});

const queuedPush = model('QueuedPush', 'A pushed tag whose scan was queued.', {
  scanId: Type.String({ description: 'The scan.' }),
  reference: Type.String({ description: 'The image.' }),
});

const leftPush = model('LeftPush', 'A pushed tag that is not scanned.', {
  reference: Type.String({ description: 'The image.' }),
  reason: Type.String({ description: 'Why not.' }),
});

const receivedPush = model('ReceivedPush', 'What became of an event.', {
  format: Type.String({ description: 'The form in which it was told.' }),
  queued: listOf(queuedPush, 'Tags whose scan was queued, ahead of those of runs.'),
  left: listOf(leftPush, 'Tags that are not scanned.'),
});

const byId = Type.Object({ registryId: Type.String({ maxLength: 64, description: 'The registry.' }) });

export const hookModels = [hookSecret, queuedPush, leftPush, receivedPush];

/** Hooks that registries call when something is pushed. */
export const hookOperations = {
  createHookSecret: operation('POST', '/registries/:registryId/hook-secret', {
    operationId: 'createHookSecret',
    summary: 'Make a secret for the hook of a registry, in place of the one before.',
    tags,
    params: byId,
    response: { 201: ref(hookSecret) },
  }),
  deleteHookSecret: operation('DELETE', '/registries/:registryId/hook-secret', {
    operationId: 'deleteHookSecret',
    summary: 'Close the hook of a registry.',
    tags,
    params: byId,
    response: { 204: Type.Null({ description: 'Closed.' }) },
  }),
  receivePush: operation('POST', '/hooks/:registryId', {
    operationId: 'receivePush',
    summary:
      'Scan what was pushed: takes events of Distribution, GitLab, Harbor, Quay, Docker Hub, GitHub, ACR, ECR, Artifact Registry, Artifactory and Nexus. Nobody need be signed in: the event is signed with the secret of the hook (X-Hub-Signature-256, X-Nexus-Webhook-Signature, X-JFrog-Event-Auth) or carries it (Authorization, X-Gitlab-Token, or `token` in the query).',
    tags,
    security: [],
    params: byId,
    querystring: Type.Object({
      token: Type.Optional(
        Type.String({ maxLength: 200, description: 'The secret, where it cannot be sent otherwise.' }),
      ),
    }),
    response: { 202: ref(receivedPush) },
  }),
};
