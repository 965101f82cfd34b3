/**
 * `npm run quality`: precision and recall of matching per ecosystem on cases labelled by hand, with floors (floors.json) that may only
 * rise; and our findings on real images beside those of a naive matcher over the same data, row by row. Needs `../shared`.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openAdvisoryDatabase } from '#engine/advisories/index.ts';
import { compareDebian, compareImages } from '#tests/quality/compare-images.ts';
import { measureLabels } from '#tests/quality/measure-labels.ts';
import { updateFrom } from '#tests/support/feeds/update.ts';
import { missingShared, repositoryRoot, sharedDirectory } from '#tests/support/requirements.ts';

interface Floor {
  readonly cases: number;
  readonly precision: number;
  readonly recall: number;
}

if (missingShared('feeds/osv', 'images')) {
  console.log('skipped: quality needs the feeds and images of ../shared');
} else {
  const directory = await mkdtemp(join(tmpdir(), 'plimsoll-quality-'));
  try {
    const from = join(sharedDirectory, 'feeds');
    const given = process.argv[2];
    const path = given ?? (await updateFrom(join(directory, 'advisories.db'), { from })).path;
    const database = openAdvisoryDatabase(path);
    const floors: Readonly<Record<string, Floor>> = JSON.parse(
      await readFile(join(repositoryRoot, 'tests/quality/floors.json'), 'utf8'),
    );
    const failures: string[] = [];
    console.log('ecosystem     cases  precision  recall');
    for (const [ecosystem, { cases, precision, recall, wrong }] of measureLabels(database)) {
      console.log(
        `${ecosystem.padEnd(12)} ${String(cases).padStart(6)} ${precision.toFixed(3).padStart(10)} ${recall.toFixed(3).padStart(7)}`,
      );
      for (const one of wrong) console.log(`  wrong: ${one}`);
      const floor = floors[ecosystem];
      if (floor === undefined) failures.push(`${ecosystem} has no floor`);
      else if (precision < floor.precision || recall < floor.recall || cases < floor.cases)
        failures.push(`${ecosystem} is below its floor`);
    }
    const debian = await compareDebian(database, '11');
    const compared = [...(await compareImages(database, directory)), ...(debian === undefined ? [] : [debian])];
    for (const { image, same, ours, theirs } of compared) {
      console.log(
        `\n${image}: ${same} findings like the naive matcher's, ${ours.length} of ours alone, ${theirs.length} of its alone`,
      );
      for (const row of ours) console.log(`  ours alone: ${row}`);
      for (const row of theirs) console.log(`  its alone: ${row}`);
      if (ours.length + theirs.length > 0) failures.push(`${image} differs`);
    }
    database.close();
    for (const failure of failures) console.log(`failed: ${failure}`);
    process.exitCode = failures.length > 0 ? 1 : 0;
  } finally {
    await rm(directory, { recursive: true });
  }
}
