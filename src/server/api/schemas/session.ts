import Type from 'typebox';
import { model, oneOf, ref, time } from './model.ts';
import { operation } from './operation.ts';

const tags = ['session'];

/** Who is signed in. */
export const session = model('Session', 'Who is signed in.', {
  username: Type.String({ description: 'Name of the user.' }),
  role: oneOf(['administrator', 'reader'], 'What the user may do: everything, or look.'),
  expiresAt: time('When the session ends.'),
});

const signInRequest = model('SignInRequest', 'User name and password.', {
  username: Type.String({ minLength: 1, maxLength: 200, description: 'Name of the user.' }),
  password: Type.String({ minLength: 1, maxLength: 1024, description: 'Password of the user.' }),
});

const passwordChange = model('PasswordChange', 'The old and the new password.', {
  currentPassword: Type.String({ minLength: 1, maxLength: 1024, description: 'The password as it is.' }),
  newPassword: Type.String({ minLength: 10, maxLength: 1024, description: 'The password as it shall be.' }),
});

export const sessionModels = [session, signInRequest, passwordChange];

/** Signing in and out. */
export const sessionOperations = {
  signIn: operation('POST', '/session', {
    operationId: 'signIn',
    summary: 'Sign in: sets the session cookie.',
    tags,
    security: [],
    body: ref(signInRequest),
    response: { 200: ref(session) },
  }),
  getSession: operation('GET', '/session', {
    operationId: 'getSession',
    summary: 'Who is signed in; 401 where nobody is.',
    tags,
    response: { 200: ref(session) },
  }),
  signOut: operation('DELETE', '/session', {
    operationId: 'signOut',
    summary: 'Sign out: ends the session.',
    tags,
    response: { 204: Type.Null({ description: 'Signed out.' }) },
  }),
  changePassword: operation('PUT', '/session/password', {
    operationId: 'changePassword',
    summary: "Change one's own password; ends all other sessions of the user.",
    tags,
    body: ref(passwordChange),
    response: { 204: Type.Null({ description: 'Changed.' }) },
  }),
};
