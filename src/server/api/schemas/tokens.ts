import Type from 'typebox';
import { listOf, model, oneOf, ref, time } from './model.ts';
import { operation } from './operation.ts';

const tags = ['tokens'];
const scope = oneOf(
  ['read', 'scan', 'admin'],
  'What it may do: read: look; scan: look and scan; admin: all that its user may, but for tokens and password.',
);
const name = Type.String({
  minLength: 1,
  maxLength: 100,
  description: 'What it is for; no two of a user are the same.',
});

const properties = {
  id: Type.String({ description: 'The token, as something to speak of.' }),
  name,
  scope,
  createdAt: time('When it was made.'),
  expiresAt: time('When it ceases to work.'),
  lastUsedAt: Type.Optional(time('When it was last used, to the minute; absent where it never was.')),
};

/** An API token, without what signs in. */
export const apiToken = model('ApiToken', 'A token with which programs sign in.', properties);
const newApiToken = model('NewApiToken', 'A token that has just been made.', {
  ...properties,
  token: Type.String({ description: 'Send this as `Authorization: Bearer …`. It is shown only now.' }),
});
const apiTokenInput = model('ApiTokenInput', 'A token to make.', {
  name,
  scope,
  expiresInDays: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 3650, default: 365, description: 'In how many days it ceases to work.' }),
  ),
});
const apiTokenList = model('ApiTokenList', "One's own tokens.", { items: listOf(apiToken, 'Oldest first.') });

export const tokenModels = [apiToken, newApiToken, apiTokenInput, apiTokenList];

/** API tokens: everybody has their own, and manages them signed in by password. */
export const tokenOperations = {
  listTokens: operation('GET', '/tokens', {
    operationId: 'listTokens',
    summary: "One's own API tokens.",
    tags,
    response: { 200: ref(apiTokenList) },
  }),
  createToken: operation('POST', '/tokens', {
    operationId: 'createToken',
    summary: 'Make an API token; it is shown in this answer only.',
    tags,
    body: ref(apiTokenInput),
    response: { 201: ref(newApiToken) },
  }),
  deleteToken: operation('DELETE', '/tokens/:tokenId', {
    operationId: 'deleteToken',
    summary: 'Revoke an API token.',
    tags,
    params: Type.Object({ tokenId: Type.String({ maxLength: 64, description: 'The token.' }) }),
    response: { 204: Type.Null({ description: 'Revoked.' }) },
  }),
};
