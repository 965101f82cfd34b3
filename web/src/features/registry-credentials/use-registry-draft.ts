import { useState } from 'react';
import type { Registry, RegistryType } from '../../api/generated/index.ts';
import { useSaveRegistry, useTestRegistrySettings } from '../../api/registries.ts';
import { mistakesOf } from './mistakes-of.ts';
import { readAddress } from './read-address.ts';
import { draftOf, findMistakes, newDraft, type RegistryDraft, toInput, toTestInput } from './registry-draft.ts';
import { findScanMistakes, type ScanDraft, scanDraftOf, toScanInput } from './scan-draft.ts';
import { suggestType } from './suggest-type.ts';

interface Start {
  readonly types: readonly RegistryType[];
  /** The registry to change; a new one where there is none. */
  readonly registry: Registry | undefined;
  readonly path?: string | undefined;
}

/** A form for a registry: what it holds, what is wrong with it, and how it is tried and saved. What is scanned is said of saved registries only. */
export function useRegistryDraft({ types, registry, path }: Start) {
  const begin = () => ({
    draft: registry === undefined ? newDraft(suggestType(types, path ?? ''), path) : draftOf(registry),
    scan: registry === undefined ? undefined : scanDraftOf(registry),
  });
  const [{ draft, scan }, setDrafts] = useState<{ draft: RegistryDraft; scan: ScanDraft | undefined }>(begin);
  const [found, setFound] = useState<Readonly<Record<string, string>>>({});
  const [isTypeChosen, setTypeChosen] = useState(registry !== undefined);
  const [isChanged, setChanged] = useState(false);
  const save = useSaveRegistry();
  const test = useTestRegistrySettings();
  const fields = types.find(({ name }) => name === draft.type)?.credentialFields ?? [];
  const ifGood = (mistakes: Readonly<Record<string, string>>, next: () => void) => {
    setFound(mistakes);
    if (Object.keys(mistakes).length === 0) next();
  };
  /** What was found wrong with the form of before says nothing of the one that it is now. */
  const touch = () => {
    setChanged(true);
    setFound({});
    save.reset();
  };
  const change = (part: Partial<RegistryDraft>) => {
    setDrafts({ draft: { ...draft, ...part }, scan });
    touch();
    test.reset();
  };
  return {
    draft,
    scan,
    fields,
    isChanged,
    test,
    save,
    /** Why what was asked for last was not done, where it is for single fields. */
    refusal: Object.keys(found).length > 0 ? found : (save.error ?? test.error ?? undefined),
    mistakes: { ...mistakesOf(test.error), ...mistakesOf(save.error), ...found },
    change,
    changeScan: (part: Partial<ScanDraft>) => {
      if (scan !== undefined) setDrafts({ draft, scan: { ...scan, ...part } });
      touch();
    },
    /** The type follows the path until one is chosen; a chosen or saved one stays. */
    changePath: (text: string) => {
      const address = readAddress(text);
      change({ ...address, ...(!isTypeChosen && { type: suggestType(types, address.path) }) });
    },
    chooseType: (type: string) => {
      setTypeChosen(true);
      change({ type, credential: {}, replacesCredential: true });
    },
    /** Fills the form from what is saved now: credentials that were typed are forgotten. */
    refill: (saved: Registry) => {
      setDrafts({ draft: draftOf(saved), scan: scanDraftOf(saved) });
      setChanged(false);
    },
    reset: () => {
      setDrafts(begin());
      setFound({});
      setChanged(false);
      test.reset();
      save.reset();
    },
    tryOut: () => ifGood(findMistakes(draft, fields), () => test.mutate(toTestInput(draft, fields, registry?.id))),
    submit: (onSaved: (saved: Registry) => void) =>
      ifGood({ ...findMistakes(draft, fields), ...(scan && findScanMistakes(scan)) }, () => {
        const input = { ...toInput(draft, fields), ...(scan && toScanInput(scan)) };
        save.mutate({ id: registry?.id, input }, { onSuccess: onSaved });
      }),
  };
}

/** What fields of a form for a registry are drawn from. */
export type RegistryDraftForm = ReturnType<typeof useRegistryDraft>;
