import type { ImageConfig } from '#core/image.ts';
import type { PolicyOption } from '#core/policy.ts';
import type { OptionField, OptionsOf } from './option-field.ts';
import type { FindingSubject, ImageSubject, PackageSubject, RuleSubject } from './rule-subject.ts';

type AnyOptions = Readonly<Record<string, PolicyOption>>;

/** A kind of condition on one kind of subject. Options arrive as its fields say: {@link parsePolicy} has checked them. */
interface KindOn<Subject extends RuleSubject, Options = AnyOptions, Fields = readonly OptionField[]> {
  /** As policies name it in `type`. */
  readonly name: string;
  readonly displayName: string;
  /** One or two sentences: when it holds, and what becomes of it where something is not known. */
  readonly description: string;
  readonly subject: Subject['kind'];
  readonly fields: Fields;
  /** Tells whether the answer changes as days go by, though nothing else does. */
  looksAtClock?(options: Options): boolean;
  /** Present where it looks at how the image is configured, which a document in place of an image does not tell. */
  readonly readsConfig?: true;
  /** What is wrong with options of which each is as its field says, in words that continue "the condition …". */
  check?(options: Options): string | undefined;
  /** In words that go on after a comma: `severity at least high`. */
  describe(options: Options): string;
  /** Whether it holds; a text where there is more to say: what is wrong and what to do. Never throws, whatever an image says of itself. */
  violates(subject: Subject, options: Options, now: Date): boolean | string;
}

/** A kind of condition: one thing that a violation of a rule may need. */
export type ConditionKind = KindOn<FindingSubject> | KindOn<PackageSubject> | KindOn<ImageSubject>;

type Typed<Subject extends RuleSubject, Fields extends readonly OptionField[]> = KindOn<
  Subject,
  OptionsOf<Fields>,
  Fields
>;

/** A condition on a finding with its package, its options typed by its fields. */
export function findingCondition<const Fields extends readonly OptionField[]>(
  kind: Omit<Typed<FindingSubject, Fields>, 'subject'>,
): KindOn<FindingSubject> {
  return { ...(kind as unknown as KindOn<FindingSubject>), subject: 'finding' };
}

/** A condition on a package, its options typed by its fields. */
export function packageCondition<const Fields extends readonly OptionField[]>(
  kind: Omit<Typed<PackageSubject, Fields>, 'subject'>,
): KindOn<PackageSubject> {
  return { ...(kind as unknown as KindOn<PackageSubject>), subject: 'package' };
}

/** A condition on the image as a whole, its options typed by its fields. */
export function imageCondition<const Fields extends readonly OptionField[]>(
  kind: Omit<Typed<ImageSubject, Fields>, 'subject'>,
): KindOn<ImageSubject> {
  return { ...(kind as unknown as KindOn<ImageSubject>), subject: 'image' };
}

/** A condition on how the image is configured; where that is not known nothing violates it. */
export function configCondition<const Fields extends readonly OptionField[]>(
  kind: Omit<Typed<ImageSubject, Fields>, 'subject' | 'readsConfig' | 'violates'> & {
    violates(config: ImageConfig, options: OptionsOf<Fields>, now: Date): boolean | string;
  },
): KindOn<ImageSubject> {
  return imageCondition<Fields>({
    ...kind,
    readsConfig: true,
    violates: ({ config }, options, now) => (config === undefined ? false : kind.violates(config, options, now)),
  });
}
