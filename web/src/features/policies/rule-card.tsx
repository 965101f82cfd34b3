import { ActionIcon, Text, Tooltip } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { Fragment, useEffect, useRef } from 'react';
import type { PolicyConditionKind } from '../../api/generated/index.ts';
import { AddCondition } from './add-condition.tsx';
import { ConditionCard } from './condition-card.tsx';
import type { Mistakes } from './find-mistakes.ts';
import styles from './policies.module.css';
import { type DraftRule, newCondition } from './policy-draft.ts';
import { useRuleWords } from './use-rule-words.ts';

interface RuleCardProps {
  readonly rule: DraftRule;
  /** 0 is the first. */
  readonly index: number;
  readonly kinds: readonly PolicyConditionKind[];
  readonly mistakes: Mistakes;
  readonly onChange: (conditions: DraftRule['conditions']) => void;
  readonly onRemove: () => void;
}

/** One rule: conditions that must all hold for something to violate it, and what they say in words. */
export function RuleCard({ rule, index, kinds, mistakes, onChange, onRemove }: RuleCardProps) {
  const { conditions } = rule;
  const name = `rule ${index + 1}`;
  const place = `rules/${index}`;
  const list = useRef<HTMLDivElement>(null);
  useFocusNewest(list, conditions.length);
  const said = useRuleWords(rule, place, kinds);
  const wrong = { ...said.mistakes, ...mistakes };
  return (
    <fieldset className={styles.rule}>
      <legend className={styles.legend}>Rule {index + 1}</legend>
      <Tooltip label={`Remove ${name}`}>
        <ActionIcon
          className={styles.remove ?? ''}
          variant="subtle"
          color="gray"
          aria-label={`Remove ${name}`}
          onClick={onRemove}
        >
          <IconTrash size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Text size="sm" aria-live="polite" className={styles.words}>
        {said.words}
      </Text>
      {wrong[place] !== undefined && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {wrong[place]}
        </Text>
      )}
      <div ref={list} className={styles.conditions}>
        {conditions.map((condition, at) => (
          <Fragment key={condition.key}>
            {at > 0 && <div className={styles.joint}>and</div>}
            <ConditionCard
              condition={condition}
              kind={kinds.find(({ type }) => type === condition.type)}
              place={`${place}/conditions/${at}`}
              mistakes={wrong}
              onChange={(next) => onChange(conditions.map((one, other) => (other === at ? next : one)))}
              onRemove={() => onChange(conditions.filter((_, other) => other !== at))}
            />
          </Fragment>
        ))}
      </div>
      <AddCondition
        ruleName={name}
        kinds={kindsBeside(rule, kinds)}
        onAdd={(kind) => onChange([...conditions, newCondition(kind, rule)])}
      />
    </fieldset>
  );
}

/** What can be added: a rule looks at findings and packages together, or at the image. */
function kindsBeside({ conditions: [first] }: DraftRule, kinds: readonly PolicyConditionKind[]) {
  const subject = kinds.find(({ type }) => type === first?.type)?.subject;
  return subject === undefined ? kinds : kinds.filter((kind) => (kind.subject === 'image') === (subject === 'image'));
}

/** A condition that was just added is the next to be filled in. */
function useFocusNewest(list: { readonly current: HTMLElement | null }, count: number): void {
  const before = useRef(count);
  useEffect(() => {
    if (count > before.current) {
      const fieldset = list.current?.querySelector('fieldset:last-of-type');
      const field = fieldset?.querySelector<HTMLElement>('input, textarea') ?? fieldset?.querySelector('button');
      field?.focus();
    }
    before.current = count;
  }, [list, count]);
}
