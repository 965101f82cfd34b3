import { Button, Group, Text } from '@mantine/core';
import type { Exception } from '../../api/generated/index.ts';
import { reasonWords, scopeWords, untilWords } from '../../components/exceptions/exception-words.ts';
import { TextLink } from '../../components/page/links.tsx';
import { type SimpleHead, SimpleTable } from '../../components/table/simple-table.tsx';
import { TimeAgo } from '../../components/time/time-ago.tsx';

interface ExceptionsTableProps {
  readonly exceptions: readonly Exception[];
  /** Absent for who may not. */
  readonly onEdit: ((exception: Exception) => void) | undefined;
  readonly onWithdraw: (exception: Exception) => void;
}

const heads: readonly SimpleHead[] = [
  { name: 'Vulnerability', kind: 'short' },
  { name: 'Where', narrow: 'below' },
  { name: 'Why', narrow: 'below' },
  { name: 'Until' },
  { name: 'Findings', kind: 'number' },
  { name: 'Images', kind: 'number' },
  { name: 'Accepted' },
];

/** Accepted risks: of what, where, why, until when, and what each comes to. */
export function ExceptionsTable({ exceptions, onEdit, onWithdraw }: ExceptionsTableProps) {
  return (
    <SimpleTable
      heads={onEdit === undefined ? heads : [...heads, { name: 'Change', kind: 'short', narrow: 'below' }]}
      rows={exceptions.map((one) => [
        one.id,
        <About key="about" exception={one} />,
        <Where key="where" exception={one} />,
        <Text key="why" size="sm" lineClamp={4} maw="44ch" style={{ overflowWrap: 'anywhere' }} title={one.comment}>
          <b>{reasonWords[one.reason]}.</b> {one.comment}
        </Text>,
        one.state === 'expired' ? (
          <b key="until">
            expired <span style={{ whiteSpace: 'nowrap' }}>{one.until}</span>
          </b>
        ) : (
          untilWords(one).replace(/^until /, '') || 'no end'
        ),
        one.suppressed.toLocaleString('en'),
        <Images key="images" exception={one} />,
        <Text key="by" size="sm">
          {one.createdBy}, <TimeAgo time={one.createdAt} />
        </Text>,
        ...(onEdit === undefined
          ? []
          : [
              <Group key="change" gap={4} wrap="nowrap">
                <Button size="compact-xs" variant="default" onClick={() => onEdit(one)}>
                  Edit
                </Button>
                <Button size="compact-xs" variant="default" onClick={() => onWithdraw(one)}>
                  Withdraw…
                </Button>
              </Group>,
            ]),
      ])}
    />
  );
}

function About({ exception: { vulnerability } }: { readonly exception: Exception }) {
  return (
    <TextLink to="/vulnerabilities/$vulnerabilityId" params={{ vulnerabilityId: vulnerability }} size="sm" fw={600}>
      {vulnerability}
    </TextLink>
  );
}

function Where({ exception: { scope, package: one } }: { readonly exception: Exception }) {
  return (
    <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
      {scope.kind === 'image' && scope.image !== undefined ? (
        <TextLink to="/images/$imageId" params={{ imageId: scope.image }} size="sm">
          {scopeWords(scope)}
        </TextLink>
      ) : (
        scopeWords(scope)
      )}
      {one !== undefined && `, package ${one.name} ${one.version ?? ''} (${one.type})`}
    </Text>
  );
}

function Images({ exception }: { readonly exception: Exception }) {
  const { id, vulnerability, images, imagesAreAtLeast, isPending } = exception;
  if (isPending) return <span style={{ whiteSpace: 'nowrap' }}>being applied</span>;
  if (images === 0) return <>0</>;
  const words = `${images.toLocaleString('en')}${imagesAreAtLeast === true ? '+' : ''}`;
  return (
    <TextLink
      to="/images"
      search={{ exceptionId: id }}
      size="sm"
      aria-label={`${words} images in which ${vulnerability} is accepted`}
    >
      {words}
    </TextLink>
  );
}
