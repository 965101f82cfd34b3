import { Fragment, type ReactNode } from 'react';

/** A reference, a path or another long name, which may be broken behind what parts it before it is broken anywhere. */
export function breakable(name: string): ReactNode {
  return name.split(/(?<=[/:@])/).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a name have no other order.
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
