import { Select } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useImagePlatforms } from '../../api/images.ts';
import { labelsOf } from './platform-labels.ts';

/** Goes from an image to those that its tag has for other platforms, and stays on the tab; nothing where there are none. */
export function PlatformSwitch({ imageId }: { readonly imageId: string }) {
  const { data } = useImagePlatforms(imageId);
  const navigate = useNavigate();
  if (data === undefined || data.items.length < 2) return null;
  return (
    <Select
      size="xs"
      w={210}
      aria-label="Platform"
      allowDeselect={false}
      data={labelsOf(data.items)}
      value={imageId}
      onChange={(chosen) => {
        if (chosen !== null && chosen !== imageId)
          void navigate({ to: '.', params: (params) => ({ ...params, imageId: chosen }), search: {} });
      }}
    />
  );
}
