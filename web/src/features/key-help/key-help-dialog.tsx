import { Kbd, Table, Title } from '@mantine/core';
import { Dialog } from '../../components/feedback/dialog.tsx';

const groups = [
  {
    title: 'Everywhere',
    keys: [
      [['Ctrl', 'K'], 'Go to anything: a screen, image, vulnerability or package'],
      [['/'], 'Search in the list at hand; where there is none, in everything'],
      [['?'], 'This help'],
      [['Esc'], 'Close what is open'],
      [['Tab'], 'To the next control; the first leads to the content'],
    ],
  },
  {
    title: 'In lists',
    keys: [
      [['↑', '↓'], 'To the row above or below'],
      [['Page ↑', 'Page ↓'], 'A page up or down'],
      [['Home', 'End'], 'To the first or the last row'],
      [['Enter'], 'Open the row'],
      [['→', '←'], 'Open or close a row of the registry tree'],
    ],
  },
] as const;

/** What each key does. */
export function KeyHelpDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog onClose={onClose} title="Keys" size="md">
      {groups.map(({ title, keys }) => (
        <section key={title}>
          <Title order={3} mt="xs">
            {title}
          </Title>
          <Table withRowBorders={false} verticalSpacing={4}>
            <Table.Tbody>
              {keys.map(([names, meaning]) => (
                <Table.Tr key={meaning}>
                  <Table.Td w={130}>
                    {names.map((name) => (
                      <Kbd key={name} size="xs" me={4}>
                        {name}
                      </Kbd>
                    ))}
                  </Table.Td>
                  <Table.Td>{meaning}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </section>
      ))}
    </Dialog>
  );
}
