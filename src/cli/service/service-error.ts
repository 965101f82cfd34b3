import { PlimsollError } from '#core/errors.ts';

/** What can go wrong between the command line and the service that it is a client of. */
export type ServiceErrorCode =
  | 'service/unreachable'
  | 'service/not-plimsoll'
  | 'service/not-signed-in'
  | 'service/refused'
  | 'service/failed'
  | 'service/answer-too-large'
  | 'service/scan-failed';

/** The service could not be asked, or did not do as asked; the message says in words what it answered. */
export class ServiceError extends PlimsollError<ServiceErrorCode> {}
