import { ActionIcon, type ActionIconProps, Anchor, type AnchorProps, Button, type ButtonProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, Ref } from 'react';

type Attributes<Props> = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof Props>;

interface TextProps extends Omit<AnchorProps, 'href'>, Attributes<AnchorProps> {
  readonly ref?: Ref<HTMLAnchorElement>;
}

interface ActionProps extends Omit<ButtonProps, 'href'>, Attributes<ButtonProps> {
  readonly ref?: Ref<HTMLAnchorElement>;
}

interface IconProps extends Omit<ActionIconProps, 'href'>, Attributes<ActionIconProps> {
  readonly ref?: Ref<HTMLAnchorElement>;
}

/** A link to another screen as text. */
export const TextLink = createLink((props: TextProps) => <Anchor {...props} />);

/** A link to another screen that looks like a button. */
export const ButtonLink = createLink((props: ActionProps) => <Button component="a" {...props} />);

/** A link to another screen as a mark, which a label must name. */
export const IconLink = createLink((props: IconProps) => (
  <ActionIcon component="a" variant="subtle" color="gray" {...props} />
));
