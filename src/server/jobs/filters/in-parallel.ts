/** Requests under way at once while the tags of a repository are asked for. */
const requestsAtOnce = 8;

/** Does the work for each item, several at a time; results are in the order of the items. After a failure it begins no more, and throws that once the others have ended. */
export async function inParallel<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  const entries = items.entries();
  const failures: unknown[] = [];
  const take = async () => {
    for (const [index, item] of entries) {
      if (failures.length > 0) return;
      try {
        results[index] = await work(item);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(requestsAtOnce, items.length) }, take));
  if (failures.length > 0) throw failures[0];
  return results;
}
