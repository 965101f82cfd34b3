import { Alert, Button, Text } from '@mantine/core';
import { IconTestPipe } from '@tabler/icons-react';
import type { PolicySimulation } from '../../api/generated/index.ts';
import { describeError } from '../../components/feedback/describe-error.ts';
import { plural } from '../../components/format/plural.ts';
import { Card } from '../../components/page/card.tsx';
import layout from '../../components/page/form-layout.module.css';
import { TextLink } from '../../components/page/links.tsx';
import { SimpleTable } from '../../components/table/simple-table.tsx';
import type { PolicyDraftForm } from './use-policy-draft.ts';

/** Says what a policy would come to for the images that are known, before it is saved. */
export function TryCard({ form: { simulation, isTriedOld, tryOut } }: { readonly form: PolicyDraftForm }) {
  const { data, error, isPending } = simulation;
  return (
    <Card
      title="Try it"
      note={
        <Button
          size="xs"
          variant="light"
          leftSection={<IconTestPipe size={15} aria-hidden />}
          loading={isPending}
          onClick={tryOut}
        >
          Try it on all images
        </Button>
      }
    >
      <div className={layout.stack} aria-live="polite" aria-busy={isPending}>
        {error !== null && (
          <Alert color="red" variant="light" role="alert" title="It was not tried">
            {describeError(error).message} {describeError(error).hint}
          </Alert>
        )}
        {data === undefined ? (
          <Text size="sm" c="dimmed">
            Says which images would violate the policy as it stands in the form. Nothing is saved, and no image is
            scanned again.
          </Text>
        ) : (
          <>
            {isTriedOld && (
              <Text size="sm" fw={600}>
                The policy has been changed since: try it again.
              </Text>
            )}
            <Outcome simulation={data} />
          </>
        )}
      </div>
    </Card>
  );
}

function Outcome({ simulation }: { readonly simulation: PolicySimulation }) {
  const { images, violating, newlyViolating, rules, examples } = simulation;
  return (
    <>
      <Text size="sm">
        <b>
          {violating.toLocaleString('en')} of {plural(images, 'image')}
        </b>{' '}
        in its scope would violate it
        {violating > 0 && (
          <>
            , <b>{newlyViolating.toLocaleString('en')}</b> of them new: no policy fails those now
          </>
        )}
        .
      </Text>
      <SimpleTable
        heads={['Rule', { name: 'Images', kind: 'number' }, { name: 'Violations', kind: 'number' }]}
        rows={rules.map((rule) => [
          rule.ruleId,
          rule.description,
          rule.images.toLocaleString('en'),
          rule.violations.toLocaleString('en'),
        ])}
      />
      {examples.length > 0 && (
        <SimpleTable
          heads={[
            examples.length < violating ? `The worst ${plural(examples.length, 'image')}` : 'Images',
            { name: 'Violations', kind: 'number' },
          ]}
          rows={examples.map(({ imageId, repository, tags, violations }) => [
            `${repository} ${imageId}`,
            <TextLink key="image" to="/images/$imageId" params={{ imageId }} size="sm">
              {tags[0] === undefined ? repository : `${repository}:${tags[0]}`}
            </TextLink>,
            violations.toLocaleString('en'),
          ])}
        />
      )}
    </>
  );
}
