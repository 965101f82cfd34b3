import { Group, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { breakable } from '../format/breakable.tsx';
import styles from './page.module.css';

interface PageProps {
  readonly title: string;
  /** The screens above this one, as links, outermost first. */
  readonly crumbs?: readonly ReactNode[];
  /** Facts beside the title. */
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of a screen: where one is, what it is called, what can be done, and its content below. */
export function Page({ title, crumbs = [], note, actions, children }: PageProps) {
  useDocumentTitle(`${title} · Plimsoll`);
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <div className={styles.title}>
          {crumbs.length > 0 && (
            <nav aria-label="Breadcrumbs">
              <ol className={styles.crumbs}>
                {crumbs.map((crumb, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the order of the screens above never changes.
                  <li key={index}>{crumb}</li>
                ))}
              </ol>
            </nav>
          )}
          <Group gap="sm" align="baseline">
            <Title order={1}>{breakable(title)}</Title>
            {note !== undefined && (
              <Text c="dimmed" size="sm" component="div">
                {note}
              </Text>
            )}
          </Group>
        </div>
        {actions !== undefined && <Group gap="xs">{actions}</Group>}
      </div>
      {children}
    </div>
  );
}
