import { Badge, Group, Text } from '@mantine/core';
import { IconArrowNarrowRight } from '@tabler/icons-react';
import { Fragment, type ReactNode } from 'react';
import type { Upgrade } from '../../../api/generated/index.ts';
import { plural } from '../../../components/format/plural.ts';
import { TextLink } from '../../../components/page/links.tsx';
import type { SimpleHead } from '../../../components/table/simple-table.tsx';
import { CommandLine } from './command-line.tsx';
import { EffectCell } from './effect-cell.tsx';
import styles from './recommendations.module.css';
import { howToUpgrade } from './upgrade-words.ts';

/** What stands above the cells of an upgrade. */
export const upgradeHeads: readonly SimpleHead[] = [
  { name: '#', kind: 'number', narrow: 'end' },
  { name: 'Package', narrow: 'first' },
  { name: 'Upgrade', narrow: 'below' },
  { name: 'Clears' },
  { name: 'Stays' },
  { name: 'Risk after', kind: 'number' },
];

interface PlannedUpgrade {
  readonly imageId: string;
  readonly upgrade: Upgrade;
  /** Its place in the plan, from 1. */
  readonly place: number;
  /** Whether the row above says already how it is done. */
  readonly isDoneAsAbove: boolean;
}

/** One upgrade of the plan: from which version to which, what it clears and leaves, and how. */
export function upgradeCells({ imageId, upgrade, place, isDoneAsAbove }: PlannedUpgrade): readonly ReactNode[] {
  const { clears, leaves, brings, riskAfter } = upgrade;
  return [
    place.toLocaleString('en'),
    <Package key="package" imageId={imageId} upgrade={upgrade} />,
    <Versions key="versions" upgrade={upgrade} isDoneAsAbove={isDoneAsAbove} />,
    <EffectCell key="clears" imageId={imageId} effect={clears} />,
    <Fragment key="stays">
      <EffectCell imageId={imageId} effect={leaves} />
      {brings.length > 0 && <Text size="xs">It brings {brings.join(', ')}.</Text>}
    </Fragment>,
    riskAfter.toLocaleString('en'),
  ];
}

function Package({ imageId, upgrade }: Pick<PlannedUpgrade, 'imageId' | 'upgrade'>) {
  const { name, type, fromBaseImage, packageIds } = upgrade;
  return (
    <div className={styles.package}>
      <Group gap={6}>
        <TextLink to="/images/$imageId/content" params={{ imageId }} search={{ q: name, type }} size="sm" fw={600}>
          {name}
        </TextLink>
        <Text span size="xs" c="dimmed">
          {type}
        </Text>
        {fromBaseImage && (
          <Badge variant="outline" color="gray">
            base image
          </Badge>
        )}
      </Group>
      {packageIds.length > 1 && (
        <Text size="xs" c="dimmed">
          {plural(packageIds.length, 'package')} built from it
        </Text>
      )}
    </div>
  );
}

function Versions({ upgrade, isDoneAsAbove }: Pick<PlannedUpgrade, 'upgrade' | 'isDoneAsAbove'>) {
  const { name, from, to, channel, command } = upgrade;
  return (
    <div className={styles.versions}>
      <span className="mono">{from.join(', ')}</span>{' '}
      <IconArrowNarrowRight size={14} className={styles.arrow} role="img" aria-label="to" />{' '}
      <b className="mono">{to}</b>
      {channel !== undefined && <Text size="xs">needs a subscription: {channel}</Text>}
      {command === undefined ? (
        !isDoneAsAbove && (
          <Text size="xs" c="dimmed">
            {howToUpgrade(upgrade)}
          </Text>
        )
      ) : (
        <CommandLine command={command} label={`Copy the command that upgrades ${name}`} />
      )}
    </div>
  );
}
