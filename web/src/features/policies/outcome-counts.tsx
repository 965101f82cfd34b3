import type { Policy } from '../../api/generated/index.ts';
import { plural } from '../../components/format/plural.ts';
import { TextLink } from '../../components/page/links.tsx';
import styles from '../../components/policy/policy.module.css';

const parts = [
  ['fail', 'fail it', 'var(--severity-critical-solid)'],
  ['warn', 'are warned', 'var(--severity-medium-solid)'],
  ['pending', 'still to be evaluated', 'var(--severity-negligible-solid)'],
  ['accepted', 'accepted', 'var(--severity-low-solid)'],
  ['pass', 'keep it', 'var(--plimsoll-good)'],
] as const;

/** How many images violate a policy and how many keep it, as a bar and as numbers that lead to those images. */
export function OutcomeCounts({ policy: { id, images } }: { readonly policy: Pick<Policy, 'id' | 'images'> }) {
  const shown = parts.filter(([outcome]) => images[outcome] > 0);
  if (shown.length === 0) return <span className={styles.none}>No image is in its scope.</span>;
  return (
    <div>
      <div className={styles.bar} aria-hidden>
        {shown.map(([outcome, , color]) => (
          <span key={outcome} style={{ flexGrow: images[outcome], background: color }} />
        ))}
      </div>
      <ul className={styles.legend}>
        {shown.map(([outcome, words, color]) => (
          <li key={outcome}>
            <span className={styles.swatch} style={{ background: color }} aria-hidden />
            <TextLink to="/images" search={searchOf(id, outcome)} size="sm">
              {plural(images[outcome], 'image')} {words}
            </TextLink>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The list of the images that are counted. Those that violate a policy are found without saying what that comes to. */
function searchOf(policyId: string, outcome: keyof Policy['images']) {
  return outcome === 'fail' || outcome === 'warn' ? { policyId } : { policyId, policy: outcome };
}
