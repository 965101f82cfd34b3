import { List, Text, Title } from '@mantine/core';
import type { ImageVulnerability } from '../../api/generated/index.ts';
import { ExternalLink } from '../../components/page/external-link.tsx';
import styles from './image.module.css';

/** The documents that name the vulnerability, and where to read on. */
export function ReferencesSection({ vulnerability }: { readonly vulnerability: ImageVulnerability }) {
  const { advisories, references } = vulnerability;
  return (
    <>
      {advisories.length > 0 && (
        <section className={styles.section} aria-labelledby="advisories">
          <Title order={3} id="advisories">
            Advisories
          </Title>
          <List size="sm" spacing={2} listStyleType="none">
            {advisories.map(({ id, source, summary }) => (
              <List.Item key={`${source} ${id}`}>
                <b>{id}</b>{' '}
                <Text span size="xs" c="dimmed">
                  {source}
                </Text>{' '}
                {summary}
              </List.Item>
            ))}
          </List>
        </section>
      )}
      {references.length > 0 && (
        <section className={styles.section} aria-labelledby="references">
          <Title order={3} id="references">
            References
          </Title>
          <List size="sm" spacing={2} listStyleType="none">
            {references.map(({ kind, url }) => (
              <List.Item key={`${kind} ${url}`}>
                <Text span size="xs" c="dimmed">
                  {kind.toLowerCase()}
                </Text>{' '}
                <ExternalLink url={url}>{url}</ExternalLink>
              </List.Item>
            ))}
          </List>
        </section>
      )}
    </>
  );
}
