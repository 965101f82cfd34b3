import { Group, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import styles from './page.module.css';

interface CardProps {
  readonly title: string;
  /** Beside the title. */
  readonly note?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a screen with a title of its own; what is wider scrolls within it. */
export function Card({ title, note, children }: CardProps) {
  const id = useId();
  return (
    <section className={styles.card} aria-labelledby={id}>
      <Group justify="space-between" mb={6} gap="xs">
        <Title order={2} id={id}>
          {title}
        </Title>
        {note}
      </Group>
      {children}
    </section>
  );
}

/** Parts of a screen side by side, the first wider than the second; below each other where there is little room. */
export function Columns({ children }: { readonly children: ReactNode }) {
  return <div className={styles.columns}>{children}</div>;
}
