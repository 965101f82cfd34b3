import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import type { Recommendations } from '../../../api/generated/index.ts';
import { useImage } from '../../../api/images.ts';
import { plural } from '../../../components/format/plural.ts';
import { Card } from '../../../components/page/card.tsx';
import { TextLink } from '../../../components/page/links.tsx';
import { totalOf } from '../../../components/severity/severity.ts';
import { SimpleTable } from '../../../components/table/simple-table.tsx';
import { CommandLine } from './command-line.tsx';
import styles from './recommendations.module.css';
import { upgradeCells, upgradeHeads } from './upgrade-cells.tsx';
import { firstSteps, isDoneAlike } from './upgrade-words.ts';

const shownAtFirst = 20;

interface UpgradePlanProps {
  readonly imageId: string;
  readonly plan: Recommendations;
}

/** Which packages to upgrade, the one that clears most risk first. */
export function UpgradePlan({ imageId, plan }: UpgradePlanProps) {
  const [isWhole, setWhole] = useState(false);
  const coverage = useImage(imageId).data?.coverage ?? 'complete';
  const { upgrades, systemCommand } = plan;
  const shown = isWhole ? upgrades : upgrades.slice(0, shownAtFirst);
  return (
    <Card title="Upgrade plan">
      <Summary plan={plan} isKnown={coverage === 'complete'} />
      {systemCommand !== undefined && (
        <>
          <Text size="sm" mt="xs" mb={4}>
            All of the distro's packages at once, in a RUN instruction:
          </Text>
          <CommandLine command={systemCommand} label="Copy the command for all of the distro's packages" />
        </>
      )}
      {upgrades.length > 0 && (
        <div className={styles.plan}>
          <SimpleTable
            heads={upgradeHeads}
            rows={shown.map((upgrade, index) => [
              `${upgrade.type} ${upgrade.name} ${upgrade.from.join()}`,
              ...upgradeCells({
                imageId,
                upgrade,
                place: index + 1,
                isDoneAsAbove: isDoneAlike(upgrade, shown[index - 1]),
              }),
            ])}
          />
        </div>
      )}
      {shown.length < upgrades.length && (
        <Button size="xs" variant="default" mt="sm" onClick={() => setWhole(true)}>
          Show all {upgrades.length.toLocaleString('en')} upgrades
        </Button>
      )}
    </Card>
  );
}

function Summary({ plan, isKnown }: { readonly plan: Recommendations; readonly isKnown: boolean }) {
  const { upgrades, clears, riskBefore = 0, riskAfter = 0 } = plan;
  if (!plan.advisoriesAvailable) {
    return (
      <Text size="sm">
        There are no advisories to work it out with yet: see{' '}
        <TextLink to="/advisories" size="sm" underline="always">
          Advisories
        </TextLink>
        .
      </Text>
    );
  }
  if (upgrades.length === 0) return <Text size="sm">No upgrade clears anything that is known of this image.</Text>;
  const first = firstSteps(plan);
  const cleared = clears === undefined ? 0 : totalOf(clears);
  return (
    <Text size="sm">
      <b>{plural(upgrades.length, 'upgrade')}</b> {upgrades.length === 1 ? 'clears' : 'clear'}{' '}
      {cleared.toLocaleString('en')} of {plural(cleared + totalOf(plan.stays.severityCounts), 'finding')}: the image's
      risk goes from <b>{riskBefore}</b> to <b>{riskAfter}</b> of 100{isKnown ? '' : ', as far as the image is known'}.
      {first !== undefined && ` The first ${first} clear 80 % of the risk that can be cleared.`}
    </Text>
  );
}
