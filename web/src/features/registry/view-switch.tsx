import { IconBinaryTree, IconPackages, IconTable } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ListSearch } from './list-search.ts';
import styles from './registry.module.css';

const views = [
  { to: '/registry', label: 'Tree', Icon: IconBinaryTree },
  { to: '/images', label: 'Table', Icon: IconTable },
  { to: '/artifacts', label: 'Other artifacts', Icon: IconPackages },
] as const;

/** Leads from the tree of registries to the table of all images and to other artifacts; filters of images go along between the first two. */
export function ViewSwitch({ search }: { readonly search: ListSearch }) {
  return (
    <nav className={styles.views} aria-label="View">
      {views.map(({ to, label, Icon }) => (
        <Link
          key={to}
          to={to}
          search={to === '/artifacts' ? {} : search}
          className={styles.view ?? ''}
          activeOptions={{ exact: true, includeSearch: false }}
        >
          <Icon size={14} aria-hidden /> {label}
        </Link>
      ))}
    </nav>
  );
}
