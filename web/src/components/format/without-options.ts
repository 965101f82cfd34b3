/** A message of the service without the command line's options that it names in brackets, as in "skip the check (--skip-tls-verify)": on a screen there are fields. */
export function withoutOptions(message: string): string {
  return message.replaceAll(/ \(--[a-z-]{1,40}\)/g, '');
}
