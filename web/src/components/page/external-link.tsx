import { Anchor } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { isSafeUrl } from './safe-url.ts';

interface ExternalLinkProps {
  readonly url: string;
  readonly children: ReactNode;
}

/** A link to an address that an advisory names: opened apart, telling it nothing; plain text where it is not http(s). */
export function ExternalLink({ url, children }: ExternalLinkProps) {
  if (!isSafeUrl(url)) return <span>{children}</span>;
  return (
    <Anchor href={url} target="_blank" rel="noreferrer noopener" size="sm" style={{ overflowWrap: 'anywhere' }}>
      {children}
      {'\u00A0'}
      <IconExternalLink size={12} aria-label="(opens in a new tab)" />
    </Anchor>
  );
}
