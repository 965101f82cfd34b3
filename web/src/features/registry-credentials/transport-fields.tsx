import { Divider, Switch, Textarea } from '@mantine/core';
import type { RegistryDraftForm } from './use-registry-draft.ts';

/** How a registry is spoken to: encrypted or not, and whose certificates are trusted; and whether what is attached to its images is. */
export function TransportFields({ form: { draft, mistakes, change } }: { readonly form: RegistryDraftForm }) {
  return (
    <>
      <Divider label="Connection" labelPosition="left" />
      <Switch
        label="Plain HTTP"
        description="Not encrypted, credential included: only for registries on a network that you trust."
        checked={draft.plainHttp}
        onChange={(event) => change({ plainHttp: event.currentTarget.checked })}
      />
      <Switch
        label="Skip TLS validation"
        description="Accepts any certificate. Better: give the certificate authority below."
        checked={draft.skipTlsVerify}
        disabled={draft.plainHttp}
        onChange={(event) => change({ skipTlsVerify: event.currentTarget.checked })}
      />
      <Textarea
        label="Certificate authority"
        description="PEM; trusted for this registry besides the usual ones."
        placeholder="-----BEGIN CERTIFICATE-----"
        autosize
        minRows={2}
        maxRows={6}
        disabled={draft.plainHttp}
        value={draft.ca}
        spellCheck={false}
        error={mistakes.ca}
        onChange={(event) => change({ ca: event.currentTarget.value })}
      />
      <Divider label="Trust" labelPosition="left" />
      <Switch
        label="Apply attached VEX documents"
        description="What VEX documents state that are attached to an image takes findings of that image out of its totals. Only for registries where you trust everybody who may push."
        checked={draft.trustsVex}
        onChange={(event) => change({ trustsVex: event.currentTarget.checked })}
      />
    </>
  );
}
