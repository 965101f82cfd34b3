import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cpuTimeMs } from '#tests/support/cpu-time.ts';
import { findingSubject, imageSubject, judgedAt, packageSubject } from '#tests/support/policy-subjects.ts';
import type { ConditionKind } from './condition-kind.ts';
import { conditionKinds } from './conditions/index.ts';
import { describeRule } from './describe-rule.ts';
import type { OptionField } from './option-field.ts';
import { parseRules } from './parse-policy.ts';
import type { RuleSubject } from './rule-subject.ts';
import { violatesRule } from './violates-rule.ts';

/** Texts that may stand wherever an image or an advisory says something. */
const text = fc.oneof(
  fc.string(),
  fc.constantFrom(
    '__proto__',
    'constructor',
    'NaN',
    '9999999999-01-01',
    '-271821-04-20T00:00:00Z',
    '2026-13-45',
    '\ud800',
    '',
  ),
);

function subjectOf(kind: ConditionKind['subject'], say: string, again: string): RuleSubject {
  const of = packageSubject({ type: say, ecosystem: say, name: again, version: say, licenses: [say, again] });
  if (kind === 'package') return of;
  if (kind === 'finding') {
    const knownExploited = { dateAdded: say, dueDate: again, ransomware: true };
    const exploit = { vulnerabilityId: say, knownExploited, publicExploits: [{ url: say, date: again }] };
    const scores = [{ by: say, kind: 'cvss3', severity: 'high', score: Number.NaN, vector: again } as const];
    const fix = { state: 'fixed', versions: [say], availableSince: again, channel: say } as const;
    const said = { vulnerabilityId: say, aliases: [again], published: say, scores, fix, exploit };
    return { ...findingSubject(said), package: of };
  }
  const history = [`RUN ${say}`, `ADD ${again}`, `/bin/sh -c ${say}`].map((createdBy) => ({
    createdBy,
    emptyLayer: false,
  }));
  const config = {
    user: say,
    created: again,
    labels: { [say]: again },
    env: [say, `${say}=${again}`],
    exposedPorts: [say],
    history,
  };
  const secret = { rule: say, title: say, severity: 'high', masked: again, place: { kind: 'env', name: say } } as const;
  const line = {
    kind: 'software',
    product: say,
    cycle: say,
    state: 'ended',
    endOfLife: again,
    packageIds: [],
  } as const;
  return imageSubject(config, { secrets: [secret], lifecycles: [line], complete: false, size: Number.NaN });
}

function valueFor(field: OptionField): unknown {
  switch (field.kind) {
    case 'number':
      return field.minimum;
    case 'choice':
      return field.choices[0];
    case 'list':
      return field.choices ?? ['*a*b*', 'x@*', 'constructor'];
    case 'switch':
      return true;
    case 'date':
      return '2026-01-31';
    case 'text':
      return 'constructor';
  }
}

const cases = conditionKinds.map((kind) => {
  const options = Object.fromEntries(kind.fields.map((field) => [field.name, valueFor(field)]));
  const [rule] = parseRules([{ conditions: [{ type: kind.name, options }] }]);
  return [kind.name, kind.subject, rule ?? expect.unreachable()] as const;
});

describe.each(cases)('%s', (_, subject, rule) => {
  it('judges whatever it is given', () => {
    fc.assert(
      fc.property(text, text, (say, again) => {
        const violation = violatesRule(rule, subjectOf(subject, say, again), judgedAt);
        expect(violation?.message).not.toBe('');
      }),
    );
  });

  it.each(['(', '"', "'", '\\', 'a ', '( ', ' AND ', '/', '*', '/bin/sh -c ', '$(curl '])(
    'takes no longer than a text is long: %j many times',
    (piece) => {
      const long = piece.repeat(50_000);
      const started = cpuTimeMs();
      violatesRule(rule, subjectOf(subject, long, `${long}x`), judgedAt);
      expect(cpuTimeMs() - started).toBeLessThan(1000);
    },
  );

  it('says in words what it asks', () => {
    expect(describeRule(rule)).toMatch(/^[A-Z]\S.{3,}[^.]$/);
  });
});

it.each(cases.filter(([, subject]) => subject === 'image'))(
  '%s says nothing of what nobody knows of an image',
  (_, __, rule) => {
    const { config: _config, ...unread } = imageSubject({});
    expect(violatesRule(rule, unread, judgedAt)).toBeUndefined();
  },
);
