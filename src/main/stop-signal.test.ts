import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { stopSignal } from './stop-signal.ts';

describe('stopSignal', () => {
  it('aborts at the first signal, takes its double for the same, and ends the process at a later one', () => {
    const events = new EventEmitter();
    const exits: number[] = [];
    let time = 0;
    const signal = stopSignal(
      events,
      (code) => exits.push(code),
      () => time,
    );
    expect(signal.aborted).toBe(false);
    events.emit('SIGINT');
    expect(signal.reason).toEqual(new Error('stopped by SIGINT'));
    time = 500;
    events.emit('SIGINT');
    expect(exits).toEqual([]);
    time = 5_000;
    events.emit('SIGTERM');
    expect(exits).toEqual([130]);
  });
});
