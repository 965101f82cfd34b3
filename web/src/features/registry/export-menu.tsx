import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { type ExportFormat, type ExportKind, exportUrl } from '../../api/exports.ts';

const kinds: readonly { readonly kind: ExportKind; readonly title: string }[] = [
  { kind: 'images', title: 'These images' },
  { kind: 'findings', title: 'Their findings' },
];
const formats: readonly { readonly format: ExportFormat; readonly label: string }[] = [
  { format: 'csv', label: 'CSV' },
  { format: 'json', label: 'JSON' },
  { format: 'ndjson', label: 'JSON lines' },
];

/** Downloads exactly what is listed, on all pages, however much that is. */
export function ExportMenu({ filters }: { readonly filters: Parameters<typeof exportUrl>[2] }) {
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <Button size="xs" variant="default" leftSection={<IconDownload size={14} aria-hidden />}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {kinds.map(({ kind, title }) => [
          <Menu.Label key={kind}>{title}</Menu.Label>,
          ...formats.map(({ format, label }) => (
            <Menu.Item key={`${kind} ${format}`} component="a" href={exportUrl(kind, format, filters)} download>
              {label}
            </Menu.Item>
          )),
        ])}
      </Menu.Dropdown>
    </Menu>
  );
}
