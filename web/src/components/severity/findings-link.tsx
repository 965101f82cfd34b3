import { Link } from '@tanstack/react-router';
import type { CSSProperties, ReactNode } from 'react';
import { useTabStopInRow } from '../table/active-row.ts';
import type { Severity } from './severity.ts';

/** Of what findings are counted: of an image, or of a package or layer in it. */
export interface FindingsOf {
  readonly imageId: string;
  readonly package?: string;
  readonly type?: string;
  readonly layer?: number;
}

interface FindingsLinkProps {
  readonly of: FindingsOf;
  /** Which of them the number counts. */
  readonly which: {
    readonly only?: Severity;
    readonly kev?: true;
    readonly exploitable?: true;
    readonly fix?: 'yes';
  };
  readonly className?: string | undefined;
  readonly style?: CSSProperties | undefined;
  /** What the number says in full; begins with what is seen. */
  readonly label?: string;
  readonly children: ReactNode;
}

/** A number of findings that leads to the list of them. */
export function FindingsLink({ of, which, className = '', style, label, children }: FindingsLinkProps) {
  const { imageId, ...narrowed } = of;
  return (
    <Link
      to="/images/$imageId/vulnerabilities"
      params={{ imageId }}
      search={{ ...narrowed, ...which }}
      className={className}
      tabIndex={useTabStopInRow()}
      {...(style !== undefined && { style })}
      {...(label !== undefined && { 'aria-label': label })}
    >
      {children}
    </Link>
  );
}
