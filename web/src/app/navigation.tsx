import { CloseButton, Group } from '@mantine/core';
import {
  IconArrowsDiff,
  IconBuildingWarehouse,
  IconChartLine,
  IconDatabase,
  IconFileCheck,
  IconGavel,
  IconKey,
  IconListCheck,
  IconShieldMinus,
  IconStack2,
  IconTerminal2,
} from '@tabler/icons-react';
import { Link, type LinkProps } from '@tanstack/react-router';
import { Logo } from '../components/page/logo.tsx';
import styles from './shell.module.css';

interface Entry {
  readonly to: NonNullable<LinkProps['to']>;
  readonly label: string;
  readonly Icon: typeof IconKey;
}

const sections: readonly { readonly title: string; readonly entries: readonly Entry[] }[] = [
  {
    title: 'Findings',
    entries: [
      { to: '/registry', label: 'Registry', Icon: IconBuildingWarehouse },
      { to: '/images', label: 'Images', Icon: IconStack2 },
      { to: '/compare', label: 'Compare', Icon: IconArrowsDiff },
      { to: '/dashboard', label: 'Dashboard', Icon: IconChartLine },
      { to: '/policies', label: 'Policies', Icon: IconGavel },
    ],
  },
  {
    title: 'Scanning',
    entries: [
      { to: '/queue', label: 'Queue', Icon: IconListCheck },
      { to: '/registry-credentials', label: 'Registry credentials', Icon: IconKey },
    ],
  },
  {
    title: 'Service',
    entries: [
      { to: '/advisories', label: 'Advisories', Icon: IconDatabase },
      { to: '/statements', label: 'VEX documents', Icon: IconFileCheck },
      { to: '/exceptions', label: 'Exceptions', Icon: IconShieldMinus },
      { to: '/api-tokens', label: 'API tokens', Icon: IconTerminal2 },
    ],
  },
];

/** The way to every screen. */
export function Navigation({ onNavigate }: { readonly onNavigate: () => void }) {
  return (
    <>
      <Group justify="space-between" pe="sm" wrap="nowrap">
        <Link
          to="/registry"
          className={styles.brand ?? ''}
          aria-label="Plimsoll, to the registry page"
          onClick={onNavigate}
        >
          <Logo size={26} />
          Plimsoll
        </Link>
        <CloseButton hiddenFrom="sm" c="inherit" aria-label="Close the navigation" onClick={onNavigate} />
      </Group>
      <nav aria-label="Main">
        {sections.map(({ title, entries }) => (
          <div key={title}>
            <div className={styles.section}>{title}</div>
            {entries.map(({ to, label, Icon }) => (
              <Link key={label} to={to} className={styles.link ?? ''} onClick={onNavigate}>
                <Icon size={17} stroke={1.7} aria-hidden />
                {label}
              </Link>
            ))}
          </div>
        ))}
      </nav>
    </>
  );
}
