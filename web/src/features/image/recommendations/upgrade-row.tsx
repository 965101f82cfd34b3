import { Badge, Group, Text } from '@mantine/core';
import { IconArrowNarrowRight } from '@tabler/icons-react';
import type { Upgrade } from '../../../api/generated/index.ts';
import { plural } from '../../../components/format/plural.ts';
import { TextLink } from '../../../components/page/links.tsx';
import { CommandLine } from './command-line.tsx';
import { EffectCell } from './effect-cell.tsx';
import styles from './recommendations.module.css';
import { howToUpgrade } from './upgrade-words.ts';

interface UpgradeRowProps {
  readonly imageId: string;
  readonly upgrade: Upgrade;
  /** Its place in the plan, from 1. */
  readonly place: number;
  /** Whether the row above says already how it is done. */
  readonly isDoneAsAbove: boolean;
}

/** One upgrade of the plan: from which version to which, what it clears and leaves, and how. */
export function UpgradeRow({ imageId, upgrade, place, isDoneAsAbove }: UpgradeRowProps) {
  const { name, type, from, to, channel, command, clears, leaves, brings, riskAfter, fromBaseImage } = upgrade;
  return (
    <tr>
      <td className={styles.number}>{place}</td>
      <td className={styles.package}>
        <Group gap={6}>
          <TextLink to="/images/$imageId/content" params={{ imageId }} search={{ q: name, type }} size="sm" fw={600}>
            {name}
          </TextLink>
          <Text span size="xs" c="dimmed">
            {type}
          </Text>
          {fromBaseImage && (
            <Badge variant="outline" color="gray" tt="none" radius="sm" c="inherit">
              base image
            </Badge>
          )}
        </Group>
        {upgrade.packageIds.length > 1 && (
          <Text size="xs" c="dimmed">
            {plural(upgrade.packageIds.length, 'package')} built from it
          </Text>
        )}
      </td>
      <td className={styles.versions}>
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
      </td>
      <td>
        <EffectCell imageId={imageId} effect={clears} />
      </td>
      <td>
        <EffectCell imageId={imageId} effect={leaves} />
        {brings.length > 0 && <Text size="xs">It brings {brings.join(', ')}.</Text>}
      </td>
      <td className={styles.number}>{riskAfter.toLocaleString('en')}</td>
    </tr>
  );
}
