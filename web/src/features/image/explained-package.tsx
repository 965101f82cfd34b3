import { Text } from '@mantine/core';
import type { PackageExplanation } from '../../api/generated/index.ts';
import { Facts } from '../../components/page/facts.tsx';
import { describeSuppression } from '../../components/vulnerability/describe-suppression.ts';
import { hiddenWords } from '../../components/vulnerability/hidden-words.ts';
import styles from './image.module.css';

type Statement = PackageExplanation['advisories'][number]['statements'][number];

const verdictWords: Readonly<Record<PackageExplanation['verdict'], string>> = {
  affected: 'Affected',
  suppressed: 'Affected, and suppressed',
  'not-affected': 'Not affected',
  undecided: 'Cannot be decided',
  owned: 'Answered for by the distro',
  'other-release': 'Not affected in this release',
};
const statementWords: Readonly<Record<Statement['verdict'], string>> = {
  holds: 'holds',
  'does-not-hold': 'does not hold',
  undecided: 'cannot be decided',
  'not-about-it': 'is about something else',
};

/** Why one package has the vulnerability or has it not: by what it was looked up, what each advisory says, and what decided. */
export function ExplainedPackage({ explained }: { readonly explained: PackageExplanation }) {
  const { name, version, verdict, reason, lookUps, advisories, suppressions, risk, hidden } = explained;
  return (
    <div className={styles.affected}>
      <Text size="sm">
        <b>
          {name} <span className="mono">{version}</span>: {verdictWords[verdict]}
        </b>
        , since {reason}.
      </Text>
      <Facts
        facts={[
          [
            'Looked up as',
            lookUps.map((one) => (
              <div key={`${one.ecosystem} ${one.release} ${one.name}`}>
                {one.name} <span className="mono">{one.version}</span> in {one.ecosystem}
                {one.release !== undefined && ` ${one.release}`}, in the order of {one.scheme} versions
              </div>
            )),
          ],
          ...advisories.map(
            (one) =>
              [
                one.advisoryId,
                <div key={one.advisoryId}>
                  {one.source}
                  {one.firstHand && ', which makes the package and so decides'}
                  {one.statements.map((statement) => (
                    <div key={`${statement.text} ${statement.reason}`}>
                      <span className="mono">{statement.text}</span> {statementWords[statement.verdict]}:{' '}
                      {statement.reason}
                    </div>
                  ))}
                </div>,
              ] as const,
          ),
          ['Suppressed', suppressions.map(describeSuppression).join('; ')],
          ['Hidden', hidden !== undefined && hiddenWords[hidden].why],
          ['Risk', risk],
        ]}
      />
    </div>
  );
}
