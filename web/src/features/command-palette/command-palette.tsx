import { Kbd, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { Dialog } from '../../components/feedback/dialog.tsx';
import type { Command, Target } from './commands.ts';
import styles from './palette.module.css';
import { useCommands } from './use-commands.ts';

interface CommandPaletteProps {
  /** What was typed before the field had the focus. */
  readonly takeEarlyKeys: () => string;
  readonly onClose: () => void;
  /** What the shell does itself. */
  readonly onAction: (action: Extract<Target, string>) => void;
}

/** One field that leads everywhere: screens, registries, repositories, images, vulnerabilities and packages. */
export function CommandPalette({ takeEarlyKeys, onClose, onAction }: CommandPaletteProps) {
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const commands = useCommands(text);
  const navigate = useNavigate();
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const current = Math.min(active, Math.max(0, commands.length - 1));
  useEffect(() => {
    list.current?.querySelector(`[data-index="${current}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const choose = (command: Command | undefined) => {
    if (command === undefined) return;
    onClose();
    if (typeof command.target === 'string') onAction(command.target);
    else void navigate(command.target);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setActive((current + step + commands.length) % Math.max(1, commands.length));
    else if (event.key === 'Enter') choose(commands[current]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog onClose={onClose} title="Go to anything" size="lg" padding="sm">
      <TextInput
        data-autofocus
        role="combobox"
        aria-label="Search screens, repositories, images, vulnerabilities, packages"
        aria-expanded
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={commands.length > 0 ? `${listId}-${current}` : undefined}
        placeholder="A name, tag, CVE or package"
        leftSection={<IconSearch size={16} aria-hidden />}
        value={text}
        maxLength={200}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => {
          setText(event.currentTarget.value);
          setActive(0);
        }}
        onFocus={() => {
          const early = takeEarlyKeys();
          setText((before) => before + early);
        }}
        onKeyDown={onKeyDown}
      />
      <div className={styles.list} ref={list} role="listbox" tabIndex={-1} id={listId} aria-label="Found">
        {commands.map((command, index) => (
          <Choice
            key={command.id}
            id={`${listId}-${index}`}
            index={index}
            command={command}
            isFirst={commands[index - 1]?.group !== command.group}
            isActive={index === current}
            onPoint={() => setActive(index)}
            onChoose={() => choose(command)}
          />
        ))}
      </div>
      <Text size="xs" c="dimmed" mt="xs">
        <Kbd size="xs">↑</Kbd> <Kbd size="xs">↓</Kbd> choose, <Kbd size="xs">Enter</Kbd> opens
      </Text>
    </Dialog>
  );
}

interface ChoiceProps {
  readonly id: string;
  readonly index: number;
  readonly command: Command;
  readonly isFirst: boolean;
  readonly isActive: boolean;
  readonly onPoint: () => void;
  readonly onChoose: () => void;
}

function Choice({ id, index, command, isFirst, isActive, onPoint, onChoose }: ChoiceProps) {
  return (
    <>
      {isFirst && (
        <div className={styles.group} role="presentation">
          {command.group}
        </div>
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the field above handles the keys of all choices. */}
      <div
        id={id}
        data-index={index}
        role="option"
        tabIndex={-1}
        aria-selected={isActive}
        className={isActive ? `${styles.choice} ${styles.active}` : styles.choice}
        onMouseMove={isActive ? undefined : onPoint}
        onClick={onChoose}
      >
        <span className={styles.label}>{command.label}</span>
        {command.note !== undefined && <span className={styles.note}>{command.note}</span>}
      </div>
    </>
  );
}
