import { type RefObject, useEffect, useRef } from 'react';

/** A ref for a form: whenever `refusal` becomes another one, the first field that is marked as mistaken gets the focus. */
export function useMistakeFocus(refusal: unknown): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (refusal !== undefined) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refusal]);
  return form;
}
