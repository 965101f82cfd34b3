import { ActionIcon, Burger, Button, Group, Menu, Text } from '@mantine/core';
import {
  IconChevronDown,
  IconKey,
  IconListCheck,
  IconLock,
  IconLogout,
  IconScan,
  IconUserCircle,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { ColorSchemeMenu } from './color-scheme-menu.tsx';

interface HeaderProps {
  readonly username: string;
  readonly isNavigationOpen: boolean;
  readonly onToggleNavigation: () => void;
  readonly onScanNow: () => void;
  readonly onChangePassword: () => void;
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
      <span />
      <Group gap="xs" wrap="nowrap">
        <Button.Group>
          <Button size="xs" leftSection={<IconScan size={15} aria-hidden />} onClick={props.onScanNow}>
            Scan Now
          </Button>
          <Menu position="bottom-end" width={210}>
            <Menu.Target>
              <Button size="xs" px={6} aria-label="More about scanning" style={{ marginInlineStart: 1 }}>
                <IconChevronDown size={14} aria-hidden />
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconScan size={16} />} onClick={props.onScanNow}>
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
            <Menu.Item leftSection={<IconLock size={16} />} onClick={props.onChangePassword}>
              Change password
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
