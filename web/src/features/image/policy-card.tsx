import { Text } from '@mantine/core';
import type { ImageOverview } from '../../api/generated/index.ts';
import { Card } from '../../components/page/card.tsx';
import { TextLink } from '../../components/page/links.tsx';
import { OutcomeBadge } from '../../components/policy/outcome-badge.tsx';
import { outcomeWords, shownOutcome } from '../../components/policy/outcome-words.ts';
import styles from './image.module.css';
import { policyCounts } from './policy-counts.ts';

const mostNamed = 5;

/** What the policies come to for the image: how many what, and which of them it violates, with all other images that do. */
export function PolicyCard({ image: { imageId, policy, coverage } }: { readonly image: ImageOverview }) {
  const outcome = shownOutcome(policy.outcome, coverage);
  const violated = policy.policies.filter((one) => one.outcome === 'fail' || one.outcome === 'warn');
  const more = violated.length - mostNamed;
  return (
    <Card title="Policies" note={<OutcomeBadge outcome={outcome} />}>
      <Text size="sm">{outcomeWords[outcome].meaning}.</Text>
      {violated.length > 0 && (
        <ul className={styles.violated}>
          {violated.slice(0, mostNamed).map(({ policyId, name }) => (
            <li key={policyId}>
              <b>{name}</b>{' '}
              <TextLink
                to="/images"
                search={{ policyId }}
                size="sm"
                aria-label={`all such images, which violate ${name}`}
              >
                all such images
              </TextLink>
            </li>
          ))}
          {more > 0 && <li>and {more} more</li>}
        </ul>
      )}
      <Text size="sm" mt={4}>
        {policy.policies.length === 0 && (
          <TextLink to="/policies" size="sm">
            All policies
          </TextLink>
        )}
        {policyCounts(policy.policies).map(({ words, isKept }, index) => (
          <span key={words}>
            {index > 0 && ' · '}
            <TextLink
              to="/images/$imageId/policies"
              params={{ imageId }}
              search={isKept ? { passed: true } : {}}
              size="sm"
            >
              {words}
            </TextLink>
          </span>
        ))}
      </Text>
    </Card>
  );
}
