import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';

const formats = [
  ['json', 'JSON, all there is'],
  ['csv', 'CSV'],
  ['html', 'HTML page'],
  ['cyclonedx', 'CycloneDX 1.6'],
  ['cyclonedx@1.7', 'CycloneDX 1.7'],
  ['spdx', 'SPDX 2.3'],
  ['spdx3', 'SPDX 3.0'],
  ['sarif', 'SARIF'],
  ['openvex', 'OpenVEX'],
  ['gitlab', 'GitLab container scanning'],
  ['junit', 'JUnit'],
  ['table', 'Text'],
] as const;

/** Downloads the image's report in any format. */
export function DownloadMenu({ imageId }: { readonly imageId: string }) {
  const path = `/api/v1/images/${encodeURIComponent(imageId)}/report`;
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <Button size="xs" variant="default" leftSection={<IconDownload size={14} aria-hidden />}>
          Download
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {formats.map(([format, label]) => (
          <Menu.Item key={format} component="a" href={`${path}?format=${encodeURIComponent(format)}`} download>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
