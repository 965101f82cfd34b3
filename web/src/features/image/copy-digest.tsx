import { CopyButton, UnstyledButton } from '@mantine/core';
import { shortDigest } from '../../components/format/digest.ts';

interface CopyDigestProps {
  readonly digest: string;
  /** Shows all of it. */
  readonly isWhole?: boolean;
}

/** A digest that a click copies. */
export function CopyDigest({ digest, isWhole = false }: CopyDigestProps) {
  return (
    <CopyButton value={digest}>
      {({ copied, copy }) => (
        <UnstyledButton
          className="mono"
          fz="sm"
          onClick={copy}
          title={`Copy ${digest}`}
          style={{ overflowWrap: 'anywhere' }}
        >
          {copied ? 'Copied' : isWhole ? digest : `sha256:${shortDigest(digest)}…`}
        </UnstyledButton>
      )}
    </CopyButton>
  );
}
