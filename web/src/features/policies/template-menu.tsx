import { Button, Menu, Text } from '@mantine/core';
import { IconTemplate } from '@tabler/icons-react';
import { usePolicyTemplates } from '../../api/policies.ts';
import { withTemplate } from './policy-draft.ts';
import type { PolicyDraftForm } from './use-policy-draft.ts';

/** Fills the form with rules that are made already, in place of its own. */
export function TemplateMenu({ form: { draft, change } }: { readonly form: PolicyDraftForm }) {
  const templates = usePolicyTemplates().data?.items ?? [];
  return (
    <Menu position="bottom-end" shadow="md" width={380}>
      <Menu.Target>
        <Button
          size="xs"
          variant="light"
          leftSection={<IconTemplate size={15} aria-hidden />}
          disabled={templates.length === 0}
        >
          Start from a template
        </Button>
      </Menu.Target>
      <Menu.Dropdown maw="calc(100vw - 2rem)" mah="70dvh" style={{ overflow: 'auto' }}>
        <Menu.Label>Its rules take the place of those here</Menu.Label>
        {templates.map((template) => (
          <Menu.Item key={template.name} onClick={() => change(withTemplate(draft, template))}>
            <Text size="sm" fw={600}>
              {template.displayName}
            </Text>
            <Text size="xs" c="dimmed">
              {template.description}
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
