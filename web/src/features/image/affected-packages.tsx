import { Text, Title } from '@mantine/core';
import type { AffectedPackage, Evidence, Suppression } from '../../api/generated/index.ts';
import { WithdrawButton } from '../../components/exceptions/withdraw-button.tsx';
import { plural } from '../../components/format/plural.ts';
import { Facts } from '../../components/page/facts.tsx';
import { TextLink } from '../../components/page/links.tsx';
import parts from '../../components/page/parts.module.css';
import { describeSuppression } from '../../components/vulnerability/describe-suppression.ts';
import { FindingMarks } from '../../components/vulnerability/finding-marks.tsx';
import { FixVersions } from '../../components/vulnerability/fix-versions.tsx';
import { cleanInstruction } from './clean-instruction.ts';
import styles from './image.module.css';

interface AffectedPackagesProps {
  readonly vulnerability: string;
  readonly packages: readonly AffectedPackage[];
}

/** The packages that have the vulnerability: fix, place, layer, and why they matched. */
export function AffectedPackages({ vulnerability, packages }: AffectedPackagesProps) {
  return (
    <section className={parts.section} aria-labelledby="packages">
      <Title order={3} id="packages">
        {headingOf(packages)}
      </Title>
      {packages.map((one) => (
        <div key={one.findingId} className={styles.affected}>
          <Text fw={600} size="sm">
            <TextLink to="/packages/$type/$" params={{ type: one.type, _splat: one.name }} inherit underline="always">
              {one.name}
            </TextLink>{' '}
            <span className="mono">{one.version}</span>{' '}
            <Text span size="xs" c="dimmed" fw={400}>
              {one.type}
            </Text>{' '}
            <FindingMarks hidden={one.hidden} confidence={one.confidence} suppression={one.suppression} />
          </Text>
          <Facts
            facts={[
              [
                'Does not count',
                one.suppression && <WhyNot key="why" vulnerability={vulnerability} suppression={one.suppression} />,
              ],
              ['Fixed in', <FixVersions key="fix" state={one.fixState} versions={one.fixVersions} />],
              ['Source package', one.sourceName !== undefined && `${one.sourceName} ${one.sourceVersion ?? ''}`],
              ['Found at', one.locations.map(({ path }) => `/${path}`).join(', ')],
              ['Layer', <LayerFact key="layer" affected={one} />],
              ['Matched by', one.evidence.map((evidence) => <Why key={evidence.advisoryId} evidence={evidence} />)],
            ]}
          />
        </div>
      ))}
    </section>
  );
}

/** As many as the list has rows of it, and apart from these what is not counted. */
function headingOf(packages: readonly AffectedPackage[]): string {
  if (packages.length === 1) return 'Package';
  const apart = packages.filter(({ hidden, suppression }) => hidden !== undefined || suppression !== undefined).length;
  const counted = plural(packages.length - apart, 'package');
  return apart === 0 ? counted : `${counted}, and ${apart} that ${apart === 1 ? 'does' : 'do'} not count`;
}

function WhyNot({ vulnerability, suppression }: { readonly vulnerability: string; readonly suppression: Suppression }) {
  const { by, statementId } = suppression;
  return (
    <>
      {describeSuppression(suppression)}{' '}
      {by === 'exception' && <WithdrawButton exceptionId={statementId} vulnerability={vulnerability} />}
    </>
  );
}

function LayerFact({ affected }: { readonly affected: AffectedPackage }) {
  const instruction = cleanInstruction(affected.createdBy);
  return (
    <>
      {affected.layerIndex}
      {instruction !== undefined && (
        <>
          : <span className="mono">{instruction}</span>
        </>
      )}
    </>
  );
}

function Why({ evidence }: { readonly evidence: Evidence }) {
  const where = `${evidence.ecosystem}${evidence.release === undefined ? '' : ` ${evidence.release}`}`;
  return (
    <div>
      <b>{evidence.advisoryId}</b> of {evidence.source} says of {evidence.name} in {where}:{' '}
      <span className="mono">{evidence.matched}</span>. Compared with <span className="mono">{evidence.version}</span>
      {evidence.kind === 'version-list' ? ', which it lists.' : '.'}
    </div>
  );
}
