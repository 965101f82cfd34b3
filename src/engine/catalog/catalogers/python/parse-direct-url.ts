import { asString, isRecord } from '#core/json.ts';
import { withoutUserInfo } from '#core/secret.ts';
import { parseJson } from '../../parse-json.ts';
import { shortText } from '../../short-text.ts';

/** Where a package comes from that was not taken from an index. `url` carries no password. */
export type DirectUrl = {
  readonly url: string;
  /** Version control system: `git`, `hg`, `bzr`, `svn`. */
  readonly vcs?: string;
  readonly commit?: string;
  readonly editable?: true;
};

const urlPattern = /^[a-z][a-z0-9+.-]{0,20}:\/\/[!-~]{0,2000}$/i;
const vcsPattern = /^[a-z]{1,16}$/;

/** Reads `direct_url.json` (packaging.python.org, "Recording the direct URL origin"); undefined where it names no URL. */
export function parseDirectUrl(text: string): DirectUrl | undefined {
  const value = parseJson(text);
  if (!isRecord(value)) return undefined;
  const url = asString(value.url) ?? '';
  if (!urlPattern.test(url)) return undefined;
  const vcsInfo = isRecord(value.vcs_info) ? value.vcs_info : {};
  const vcs = asString(vcsInfo.vcs) ?? '';
  return {
    url: withoutUserInfo(url),
    ...(vcsPattern.test(vcs) && { vcs }),
    ...shortText('commit', asString(vcsInfo.commit_id)),
    ...(isRecord(value.dir_info) && value.dir_info.editable === true && { editable: true }),
  };
}
