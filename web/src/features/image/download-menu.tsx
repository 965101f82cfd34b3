import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { Fragment } from 'react';

const groups = [
  {
    label: 'Report',
    formats: [
      ['html', 'HTML page'],
      ['csv', 'CSV'],
      ['json', 'JSON, all there is'],
      ['table', 'Text'],
    ],
  },
  {
    label: 'SBOM',
    formats: [
      ['cyclonedx', 'CycloneDX 1.6'],
      ['cyclonedx@1.7', 'CycloneDX 1.7'],
      ['spdx', 'SPDX 2.3'],
      ['spdx3', 'SPDX 3.0'],
    ],
  },
  {
    label: 'For other tools',
    formats: [
      ['sarif', 'SARIF'],
      ['openvex', 'OpenVEX'],
      ['gitlab', 'GitLab container scanning'],
      ['junit', 'JUnit'],
    ],
  },
] as const;

interface DownloadMenuProps {
  readonly imageId: string;
  /** How many findings a statement takes out of the totals: without any, OpenVEX has nothing to state. */
  readonly suppressed: number;
}

/** Downloads the image's report in any format. */
export function DownloadMenu({ imageId, suppressed }: DownloadMenuProps) {
  const path = `/api/v1/images/${encodeURIComponent(imageId)}/report`;
  const isEmpty = (format: string) => format === 'openvex' && suppressed === 0;
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <Button size="xs" variant="default" leftSection={<IconDownload size={14} aria-hidden />}>
          Download
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {groups.map(({ label: group, formats }) => (
          <Fragment key={group}>
            <Menu.Label>{group}</Menu.Label>
            {formats.map(([format, label]) => (
              <Menu.Item
                key={format}
                component="a"
                {...(isEmpty(format)
                  ? { disabled: true }
                  : { href: `${path}?format=${encodeURIComponent(format)}`, download: true })}
              >
                {isEmpty(format) ? `${label}: nothing is suppressed` : label}
              </Menu.Item>
            ))}
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
