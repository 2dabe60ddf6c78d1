import { type Logger, pino } from 'pino';

/** To standard error: standard output belongs to what was asked for. */
export function createLog(level: 'info' | 'warn' | 'silent' = 'info'): Logger {
  return pino({ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));
}
