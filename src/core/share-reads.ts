/**
 * A read of which one is under way at a time: who asks meanwhile gets the next, together with all others who do. Nobody is answered by a read that began before they asked, so that nothing is older than
 * without this. For what takes long and is the same for everybody.
 */
export function shareReads<T>(read: () => Promise<T>): () => Promise<T> {
  let current: Promise<unknown> | undefined;
  let next: Promise<T> | undefined;
  const begin = () => {
    const begun = read();
    const ended = begun.then(
      () => undefined,
      () => undefined,
    );
    current = ended;
    void ended.then(() => {
      if (current === ended) current = undefined;
    });
    return begun;
  };
  return () => {
    if (current === undefined) return begin();
    next ??= current.then(() => {
      next = undefined;
      return begin();
    });
    return next;
  };
}
