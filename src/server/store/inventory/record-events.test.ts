import { describe, expect, it } from 'vitest';
import type { Severity } from '#core/severity.ts';
import { eventsOf } from './record-events.ts';

const named = (id: string, severity: Severity, aliases: readonly string[] = []) => ({
  vulnerability_id: id,
  severity,
  aliases,
  isCounted: true,
});
const hidden = (one: Named): Named => ({ ...one, isCounted: false });
type Named = ReturnType<typeof named>;

function eventsFrom(before: readonly Named[], now: readonly Named[]): readonly string[] {
  const names = new Set(now.map((one) => one.vulnerability_id));
  const events = eventsOf({
    id: 1,
    before: new Map(before.map((one) => [one.vulnerability_id, one])),
    written: now,
    gone: before.filter((one) => !names.has(one.vulnerability_id)),
  });
  return events.map((one) => `${one.kind} ${one.vulnerability_id} ${one.previous_severity ?? ''}>${one.severity}`);
}

describe('eventsOf', () => {
  it.each<[string, readonly Named[], readonly Named[], readonly string[]]>([
    ['a first finding', [], [named('CVE-1', 'high')], ['new CVE-1 >high']],
    ['one that has gone', [named('CVE-1', 'high')], [], ['gone CVE-1 >high']],
    ['one that is rated at last', [named('CVE-1', 'unknown')], [named('CVE-1', 'low')], ['severity CVE-1 unknown>low']],
    ['one of which something else is said', [named('CVE-1', 'low')], [named('CVE-1', 'low', ['GHSA-1'])], []],
    ['one that has been given its CVE', [named('GHSA-1', 'low')], [named('CVE-1', 'low', ['GHSA-1'])], []],
    [
      'one that has been given its CVE and another severity',
      [named('GHSA-1', 'low')],
      [named('CVE-1', 'high', ['GHSA-1'])],
      ['severity CVE-1 low>high'],
    ],
    [
      'one that turned out to be two',
      [named('GHSA-1', 'low')],
      [named('CVE-1', 'low', ['GHSA-1']), named('CVE-2', 'low', ['GHSA-1'])],
      ['new CVE-2 >low'],
    ],
    [
      'two that turned out to be one',
      [named('CVE-1', 'low'), named('CVE-2', 'low')],
      [named('CVE-1', 'low', ['CVE-2'])],
      [],
    ],
    ['one that is counted apart', [], [hidden(named('CVE-1', 'high'))], []],
    ['one that was counted apart and has gone', [hidden(named('CVE-1', 'high'))], [], []],
    [
      'one that is counted apart no more',
      [hidden(named('CVE-1', 'high'))],
      [named('CVE-1', 'high')],
      ['new CVE-1 >high'],
    ],
    ['one that is counted apart from now on', [named('CVE-1', 'high')], [hidden(named('CVE-1', 'low'))], []],
  ])('says what has become of %s', (_name, before, now, expected) => {
    expect(eventsFrom(before, now)).toEqual(expected);
  });
});
