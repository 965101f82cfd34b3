interface FieldWords {
  /** The option's name in JSON. */
  readonly name: string;
  readonly label: string;
  /** One sentence on what to give, and what its absence means where it is optional. */
  readonly help: string;
  readonly optional?: true;
}

/** An option of a condition: what a form draws and what JSON may hold. Dates are days, `2026-01-31`. */
export type OptionField = FieldWords &
  (
    | { readonly kind: 'text' | 'date' | 'switch' }
    | { readonly kind: 'number'; readonly minimum: number; readonly maximum: number }
    | { readonly kind: 'choice'; readonly choices: readonly string[] }
    /** Texts, at least one; with `choices` some of those. */
    | { readonly kind: 'list'; readonly choices?: readonly string[] }
  );

type ValueOf<Field> = Field extends { readonly kind: 'number' }
  ? number
  : Field extends { readonly kind: 'switch' }
    ? boolean
    : Field extends { readonly kind: infer Kind; readonly choices: readonly (infer Choice)[] }
      ? Kind extends 'list'
        ? readonly Choice[]
        : Choice
      : Field extends { readonly kind: 'list' }
        ? readonly string[]
        : string;

/** The options that fields describe, as a condition is given them. */
export type OptionsOf<Fields extends readonly OptionField[]> = {
  readonly [Field in Fields[number] as Field extends { readonly optional: true }
    ? never
    : Field['name']]: ValueOf<Field>;
} & {
  readonly [Field in Fields[number] as Field extends { readonly optional: true }
    ? Field['name']
    : never]?: ValueOf<Field>;
};
