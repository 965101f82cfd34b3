import { describe, expect, it, vi } from 'vitest';
import { createEarlyKeys } from './early-keys.ts';

function setUp() {
  const page = new EventTarget();
  const below = vi.fn();
  const stopped = new Set<Event>();
  const onEscape = vi.fn();
  const keys = createEarlyKeys(page, onEscape);
  const press = (key: string, more = {}) => {
    const event = Object.assign(new Event('keydown', { cancelable: true }), { key, ...more });
    event.stopPropagation = () => stopped.add(event);
    page.dispatchEvent(event);
    // In a page those that listen further down come later.
    if (!stopped.has(event)) below();
    return event.defaultPrevented;
  };
  return { keys, press, below, onEscape };
}

describe('what is typed before its field is there', () => {
  it('is kept, and nothing below hears of it', () => {
    const { keys, press, below } = setUp();
    keys.start();
    for (const key of ['c', 'v', 'x', 'Backspace', 'Shift', 'E', '/', 'Enter']) expect(press(key)).toBe(true);
    expect(keys.take()).toBe('cvE/');
    expect(below).not.toHaveBeenCalled();
  });

  it('is let be before and after', () => {
    const { keys, press, below } = setUp();
    press('a');
    keys.start();
    keys.take();
    press('b');
    expect(below).toHaveBeenCalledTimes(2);
    expect(keys.take()).toBe('');
  });

  it('is given up by Escape', () => {
    const { keys, press, onEscape } = setUp();
    keys.start();
    press('a');
    press('Escape');
    expect(onEscape).toHaveBeenCalledOnce();
    expect(press('b')).toBe(false);
  });

  it('is no shortcut', () => {
    const { keys, press } = setUp();
    keys.start();
    expect(press('r', { ctrlKey: true })).toBe(false);
    expect(keys.take()).toBe('');
  });
});
