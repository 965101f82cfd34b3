import { ActionIcon, Burger, Button, Group, Kbd, Menu, Text } from '@mantine/core';
import {
  IconChevronDown,
  IconKey,
  IconKeyboard,
  IconListCheck,
  IconLock,
  IconLogout,
  IconScan,
  IconSearch,
  IconUserCircle,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { ColorSchemeMenu } from './color-scheme-menu.tsx';
import styles from './shell.module.css';
import type { ShellDialog } from './shell-dialogs.tsx';

interface HeaderProps {
  readonly username: string;
  readonly isNavigationOpen: boolean;
  readonly onToggleNavigation: () => void;
  readonly onOpen: (dialog: ShellDialog) => void;
  readonly onSignOut: () => void;
}

/** The line above every screen: Scan Now with its menu, the colour scheme, and who is signed in. */
export function Header(props: HeaderProps) {
  const navigate = useNavigate();
  return (
    <>
      <Burger
        opened={props.isNavigationOpen}
        onClick={props.onToggleNavigation}
        hiddenFrom="sm"
        size="sm"
        aria-label={props.isNavigationOpen ? 'Close the navigation' : 'Open the navigation'}
      />
      <button type="button" className={styles.search} onClick={() => props.onOpen('palette')}>
        <IconSearch size={15} aria-hidden />
        <span className={styles.searchLabel}>Go to image, CVE, package …</span>
        <Kbd size="xs" className={styles.searchLabel ?? ''}>
          Ctrl K
        </Kbd>
      </button>
      <Group gap="xs" wrap="nowrap">
        <Button.Group>
          <Button size="xs" leftSection={<IconScan size={15} aria-hidden />} onClick={() => props.onOpen('scan-now')}>
            Scan Now
          </Button>
          <Menu position="bottom-end" width={210}>
            <Menu.Target>
              <Button size="xs" px={6} aria-label="More about scanning" style={{ marginInlineStart: 1 }}>
                <IconChevronDown size={14} aria-hidden />
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconScan size={16} />} onClick={() => props.onOpen('scan-now')}>
                Scan an image
              </Menu.Item>
              <Menu.Item leftSection={<IconListCheck size={16} />} onClick={() => void navigate({ to: '/queue' })}>
                Queue
              </Menu.Item>
              <Menu.Item
                leftSection={<IconKey size={16} />}
                onClick={() => void navigate({ to: '/registry-credentials' })}
              >
                Registry credentials
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </Button.Group>
        <ColorSchemeMenu />
        <Menu position="bottom-end" width={200}>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`Signed in as ${props.username}`}>
              <IconUserCircle size={20} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>
              <Text size="xs" truncate>
                Signed in as {props.username}
              </Text>
            </Menu.Label>
            <Menu.Item leftSection={<IconLock size={16} />} onClick={() => props.onOpen('password')}>
              Change password
            </Menu.Item>
            <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={() => props.onOpen('key-help')}>
              Keys
            </Menu.Item>
            <Menu.Item leftSection={<IconLogout size={16} />} onClick={props.onSignOut}>
              Sign out
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Group>
    </>
  );
}
