import pino from 'pino';
import type { Logger } from '#core/logger.ts';

/** A logger that writes JSON lines to stderr, from `level` on. */
export function createLogger(level: 'debug' | 'info' | 'warn' | 'error' | 'silent'): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));
}
