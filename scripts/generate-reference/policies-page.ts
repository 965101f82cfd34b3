import {
  type ConditionKind,
  conditionKinds,
  describeRule,
  type OptionField,
  policyTemplates,
} from '#engine/policy/index.ts';
import { markdownTable } from './markdown-table.ts';

const sections: readonly (readonly [subject: ConditionKind['subject'], title: string])[] = [
  ['finding', 'On findings'],
  ['package', 'On packages, and on the package of a finding'],
  ['image', 'On the image'],
];

/** `docs/reference/policies.md`: every kind of condition with its options, and the templates, from the plug-in array. */
export function policiesPage(): string {
  const conditions = sections.map(([subject, title]) => {
    const kinds = conditionKinds.filter((kind) => kind.subject === subject);
    return `## ${title}\n\n${markdownTable(['`type`', 'Holds where', '`options`'], kinds.map(rowOf))}`;
  });
  const templates = policyTemplates.map(({ name, displayName, description, rules }) => [
    `\`template:${name}\``,
    displayName,
    description,
    rules.map((rule) => `${describeRule(rule)} (\`${rule.id}\`)`).join('<br>'),
  ]);
  return `# Conditions and templates of policies

Generated from the code by \`npm run generate\`. The [guide](../guides/write-a-policy.md) says how a policy is written.

A rule is violated by whatever meets all its conditions. The conditions of one rule are on findings and packages together, on packages, or on the image.

${conditions.join('\n')}
## Templates

What policies may be started from, and \`plimsoll scan --policy template:NAME\` judges by.

${markdownTable(['Template', 'Name', 'For what', 'Rules'], templates)}`;
}

function rowOf({ name, description, fields }: ConditionKind): readonly string[] {
  return [`\`${name}\``, description, fields.map(fieldText).join('<br>')];
}

function fieldText(field: OptionField): string {
  const optional = field.optional === true ? ', optional' : '';
  return `\`${field.name}\` (${kindText(field)}${optional}): ${field.help}`;
}

function kindText(field: OptionField): string {
  switch (field.kind) {
    case 'number':
      return `number, ${field.minimum} to ${field.maximum}`;
    case 'choice':
      return field.choices.map((choice) => `\`${choice}\``).join(', ');
    case 'list':
      return field.choices === undefined
        ? 'list'
        : `list of ${field.choices.map((choice) => `\`${choice}\``).join(', ')}`;
    case 'switch':
      return '`true` or `false`';
    case 'date':
      return 'day, `2026-01-31`';
    case 'text':
      return 'text';
  }
}
