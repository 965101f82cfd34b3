import { artifactKinds } from '#core/artifact-kind.ts';
import { hiddenReasons } from '#core/finding.ts';
import { isRecord } from '#core/json.ts';
import { outcomeClasses } from '#core/outcome-class.ts';
import { policyActions, policySubjects } from '#core/policy.ts';
import { exceptionReasons } from '#core/risk-exception.ts';
import { severities } from '#core/severity.ts';
import { imageSorts, listedOutcomes } from '#server/store/index.ts';
import { tagOutcomes } from './runs.ts';

interface WordSet {
  readonly words: readonly string[];
  readonly description: string;
}

/**
 * The closed sets of words that stand in more than one place of the API, by the name that generated clients give their type: without one,
 * each place would get a type of its own, and what one operation answers could not be given to another.
 */
export const wordSets: Readonly<Record<string, WordSet>> = {
  Severity: { words: severities, description: 'How bad a vulnerability is; `unknown` means not rated yet.' },
  SeverityThreshold: { words: ['critical', 'high', 'medium', 'low'], description: 'The least severity asked for.' },
  Coverage: { words: ['complete', 'partial', 'unknown'], description: 'How much of an image could be said.' },
  FixState: { words: ['fixed', 'not-fixed', 'wont-fix', 'unknown'], description: 'Whether a flaw is mended.' },
  Confidence: { words: ['low'], description: 'How sure a match is, where it is less than usual.' },
  HiddenReason: { words: hiddenReasons, description: 'Why a finding is counted apart.' },
  LayerOrigin: { words: ['base', 'application'], description: 'The base image, or what was put upon it.' },
  AlsoListed: { words: ['include', 'only'], description: 'Beside all others, or alone.' },
  ArtifactKind: { words: artifactKinds, description: 'What is stored in a registry.' },
  ImageSort: { words: imageSorts, description: 'In which order images are listed.' },
  ExportFormat: { words: ['csv', 'json', 'ndjson'], description: 'How an export is written.' },
  ScanState: { words: ['queued', 'running', 'done', 'failed', 'cancelled'], description: 'Where a scan stands.' },
  FailureCause: { words: outcomeClasses, description: 'The kind of cause for which a scan failed.' },
  RunState: {
    words: ['queued', 'listing', 'scanning', 'waiting', 'done', 'failed', 'cancelled'],
    description: 'Where a run stands.',
  },
  TagOutcome: { words: tagOutcomes, description: 'Whether filters keep a tag, or what drops it.' },
  TokenScope: { words: ['read', 'scan', 'admin'], description: 'What an API token may do.' },
  PolicyAction: { words: policyActions, description: 'What an image that violates a policy comes to.' },
  PolicySubject: { words: policySubjects, description: 'What a rule judges.' },
  RuleOutcome: {
    words: ['fail', 'warn', 'pending', 'accepted', 'pass'],
    description: 'What one policy or rule comes to.',
  },
  PolicyOutcome: { words: listedOutcomes, description: 'What all policies about an image come to.' },
  ExceptionReason: { words: exceptionReasons, description: 'Why a risk is accepted.' },
  ExceptionState: { words: ['active', 'expired'], description: 'Whether an exception holds.' },
};

const nameOf = new Map(Object.entries(wordSets).map(([name, { words }]) => [words.join(), name]));

/** An OpenAPI document that names the sets of words: each place with such words refers to the set, and keeps its own description. */
export function nameWordSets(document: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const named = replaceWords(document) as Record<string, unknown>;
  const components = isRecord(named.components) ? named.components : {};
  const sets = Object.entries(wordSets).map(([name, { words, description }]) => [
    name,
    { type: 'string', enum: [...words], description },
  ]);
  const schemas = { ...(isRecord(components.schemas) && components.schemas), ...Object.fromEntries(sets) };
  return { ...named, components: { ...components, schemas } };
}

function replaceWords(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(replaceWords);
  if (!isRecord(value)) return value;
  const { type, enum: words, ...rest } = value;
  const name = type === 'string' && Array.isArray(words) ? nameOf.get(words.join()) : undefined;
  if (name !== undefined) return { $ref: `#/components/schemas/${name}`, ...rest };
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, replaceWords(member)]));
}
