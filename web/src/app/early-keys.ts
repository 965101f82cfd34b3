/** What is typed for a field that is not there yet. */
export interface EarlyKeys {
  /** Takes all keys from now on. */
  readonly start: () => void;
  /** Lets them go, and returns what was typed. */
  readonly take: () => string;
}

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing'> & Event;

/** Keeps what is typed until the field that it is meant for has the focus; Escape calls that off. */
export function createEarlyKeys(target: EventTarget, onEscape: () => void): EarlyKeys {
  let typed = '';
  const stop = () => target.removeEventListener('keydown', onKey, { capture: true });
  const onKey = (event: Event) => {
    const { key, ctrlKey, metaKey, altKey, isComposing } = event as Key;
    if (ctrlKey || metaKey || altKey || isComposing) return;
    // Nothing below may take them for its own.
    event.preventDefault();
    event.stopPropagation();
    if (key === 'Escape') {
      stop();
      onEscape();
    } else if (key === 'Backspace') typed = typed.slice(0, -1);
    else if (key.length === 1) typed += key;
  };
  return {
    start: () => {
      typed = '';
      target.addEventListener('keydown', onKey, { capture: true });
    },
    take: () => {
      stop();
      const taken = typed;
      typed = '';
      return taken;
    },
  };
}
