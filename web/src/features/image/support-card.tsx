import { Text } from '@mantine/core';
import type { ImageOverview, Lifecycle } from '../../api/generated/index.ts';
import { plural } from '../../components/format/plural.ts';
import { Card } from '../../components/page/card.tsx';
import { TextLink } from '../../components/page/links.tsx';
import { SimpleTable } from '../../components/table/simple-table.tsx';
import { lineName } from './lifecycle-words.ts';
import { SupportBadge } from './support-badge.tsx';

/** How long the distro, run-times and servers of the image are still mended by those who make them. */
export function SupportCard({ image }: { readonly image: ImageOverview }) {
  const { lifecycles, imageId } = image;
  if (lifecycles.length === 0) return null;
  const ended = lifecycles.filter(({ state }) => state === 'ended');
  return (
    <Card title="Support">
      {ended.length > 0 && (
        <Text size="sm" mb={4}>
          <b>{ended.map(lineName).join(', ')}</b> {ended.length === 1 ? 'is' : 'are'} no longer supported: new flaws are
          found in {ended.length === 1 ? 'it' : 'them'} and not fixed.
        </Text>
      )}
      <SimpleTable
        heads={[
          'Release line',
          { name: 'Support', kind: 'short', narrow: 'below' },
          { name: 'Until', kind: 'short', narrow: 'below' },
          'Packages',
        ]}
        rows={lifecycles.map((line) => [
          `${line.kind} ${line.product} ${line.cycle}`,
          lineName(line),
          <SupportBadge key="support" line={line} />,
          line.endOfLife ?? '—',
          <Packages key="packages" imageId={imageId} line={line} />,
        ])}
      />
    </Card>
  );
}

function Packages({ imageId, line }: { readonly imageId: string; readonly line: Lifecycle }) {
  const [first, ...others] = line.packageIds;
  if (first === undefined) return line.kind === 'distro' ? <>the distro</> : <>—</>;
  const name = decodeURIComponent(/\/([^/@?#]+)(?:[@?#]|$)/.exec(first)?.[1] ?? first);
  return (
    <TextLink to="/images/$imageId/content" params={{ imageId }} search={{ q: name }} size="sm">
      {name}
      {others.length > 0 && ` and ${plural(others.length, 'more', 'more')}`}
    </TextLink>
  );
}
