import { Anchor, Text } from '@mantine/core';
import type { KeptPlatform, RunSummary } from '../../api/generated/index.ts';
import { formatBytes } from '../format/format-bytes.ts';
import { plural } from '../format/plural.ts';
import { SimpleTable } from '../table/simple-table.tsx';
import { type Decision, decisionWords } from './decision-words.ts';

interface RunSummaryViewProps {
  readonly summary: RunSummary;
  /** Lists the tags of which that was decided. */
  readonly onShow: (decision: Decision) => void;
}

/** What a run keeps, and which rule drops the rest, with examples. */
export function RunSummaryView({ summary: { kept, dropped }, onShow }: RunSummaryViewProps) {
  return (
    <div>
      <Text size="sm">
        Keeps <b>{plural(kept.tags, 'tag')}</b> ({plural(kept.digests, 'different image')}) of{' '}
        {plural(kept.repositories, 'repository', 'repositories')}: <b>{formatBytes(kept.bytes)}</b> to read
        {kept.tagsOfUnknownSize > 0 && `, and ${plural(kept.tagsOfUnknownSize, 'tag')} of unknown size`}.
      </Text>
      {kept.platforms !== undefined && (
        <SimpleTable
          heads={['Platform', { name: 'Images', kind: 'number' }, 'To read']}
          rows={kept.platforms.map(({ platform, images, bytes, imagesOfUnknownSize }) => [
            platform,
            platform === '' ? 'Not known' : platform,
            images.toLocaleString('en'),
            sizeWords({ images, bytes, imagesOfUnknownSize }),
          ])}
        />
      )}
      {dropped.length === 0 ? (
        <Text size="sm" c="dimmed">
          No rule drops anything.
        </Text>
      ) : (
        <SimpleTable
          heads={[
            'Dropped because',
            { name: 'Tags', kind: 'number' },
            { name: 'Repositories', kind: 'number' },
            'For example',
          ]}
          rows={dropped.map(({ rule, tags, repositories, samples }) => [
            rule,
            decisionWords[rule],
            <Anchor key="tags" component="button" type="button" size="sm" onClick={() => onShow(rule)}>
              {tags.toLocaleString('en')}
            </Anchor>,
            repositories.toLocaleString('en'),
            <span key="samples" style={{ overflowWrap: 'anywhere' }}>
              {samples.join(', ')}
            </span>,
          ])}
        />
      )}
    </div>
  );
}

function sizeWords({ images, bytes, imagesOfUnknownSize: unknown }: Omit<KeptPlatform, 'platform'>): string {
  if (unknown === images) return 'Not known';
  return unknown === 0 ? formatBytes(bytes) : `${formatBytes(bytes)}, and ${plural(unknown, 'image')} of unknown size`;
}
