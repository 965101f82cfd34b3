/**
 * Does what the job `rematch-packages` does, in a process of its own, and hangs once it has called the named method of the match store so many
 * times, so that it can be killed there: `node rematch-process.ts HOST USER DATABASE ADVISORIES METHOD TIMES`.
 */
import { silentLogger } from '#core/logger.ts';
import { openAdvisoryDatabase } from '#engine/advisories/index.ts';
import { subjectMatcher } from '#server/jobs/advisory-access.ts';
import { rematch } from '#server/jobs/handlers/rematch-packages/rematch-packages.ts';
import { createCredentialCipher, createStore, openDatabase } from '#server/store/index.ts';

const [host = '', user = '', name = '', advisoriesPath = '', method = '', times = ''] = process.argv.slice(2);
const database = await openDatabase({ host, user, database: name }, { logger: silentLogger });
const store = createStore(database.db, createCredentialCipher(Buffer.alloc(32, 1)));
let left = Number(times);
const matching = new Proxy(store.matching, {
  get: (target, key, receiver) => {
    const original: unknown = Reflect.get(target, key, receiver);
    if (key !== method || typeof original !== 'function') return original;
    return async (...given: unknown[]) => {
      const result: unknown = await original.apply(target, given);
      left -= 1;
      if (left > 0) return result;
      process.stdout.write('here\n');
      return new Promise(() => setInterval(() => undefined, 1000));
    };
  },
});
const { signal } = new AbortController();
await rematch(subjectMatcher(openAdvisoryDatabase(advisoriesPath), '1'), {
  store: { ...store, matching },
  logger: silentLogger,
  signal,
});
process.stdout.write('done\n');
process.exit(0);
