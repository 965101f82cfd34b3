import { BaseSequencer, type TestSpecification } from 'vitest/node';

const order = ['browser', 'integration', 'unit'];

/** Begins with the groups whose files take longest, so that none of them is left to run alone at the end. */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = ({ project }: TestSpecification) => order.indexOf(project.name);
    return sorted.toSorted((one, other) => rank(one) - rank(other));
  }
}
