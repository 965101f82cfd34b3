import { Text } from '@mantine/core';
import type { ArtifactCount } from '../../api/generated/index.ts';
import { countWords } from '../../components/artifact/kind-words.ts';
import { TextLink } from '../../components/page/links.tsx';

interface ArtifactsNoteProps {
  readonly registryId: string;
  readonly artifacts: readonly ArtifactCount[];
}

/** What a registry holds besides images, and the way to it. */
export function ArtifactsNote({ registryId, artifacts }: ArtifactsNoteProps) {
  if (artifacts.length === 0) return null;
  return (
    <Text size="sm" c="dimmed">
      Besides images:{' '}
      <TextLink to="/artifacts" search={{ registry: registryId }} size="sm">
        {countWords(artifacts)}
      </TextLink>
    </Text>
  );
}
