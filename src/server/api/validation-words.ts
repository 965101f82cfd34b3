/** One thing that a schema found wrong, as Ajv tells it (ajv.js.org/api.html#error-objects). */
export interface SchemaMistake {
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string | undefined;
}

const maxNameLength = 100;

/** What is wrong, in words that follow the name of the member. */
export function validationWords({ keyword, params, message }: SchemaMistake): string {
  const limit = Number(params.limit);
  switch (keyword) {
    case 'maxLength':
      return `is longer than ${limit} characters`;
    case 'minLength':
      return limit === 1 ? 'is empty' : `is shorter than ${limit} characters`;
    case 'maxItems':
      return `has more than ${limit} entries`;
    case 'maximum':
      return `is above ${limit}`;
    case 'minimum':
      return `is below ${limit}`;
    case 'additionalProperties':
      return `has a member that there is not: ${String(params.additionalProperty).slice(0, maxNameLength)}`;
    case 'pattern':
      return params.pattern === '\\S' ? 'is blank' : (message ?? 'is not valid');
    case 'enum':
      return `must be one of: ${Array.isArray(params.allowedValues) ? params.allowedValues.join(', ') : ''}`;
    default:
      return message ?? 'is not valid';
  }
}
