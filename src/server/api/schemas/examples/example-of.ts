import { isRecord } from '#core/json.ts';
import { exampleValues, leftOut } from './example-values.ts';

/** The part of JSON Schema that the models of the API use. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly description?: string;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** Where a schema stands: what examples call its value by. */
interface Place {
  readonly model: string;
  readonly property: string;
  readonly depth: number;
}

const time = '2026-03-14T09:26:53.000Z';
const number = 3;
/** A model may hold itself. */
const maxDepth = 8;

/** An example of what a schema describes, with all that is optional: from the table of values, or else made from the schema. */
export function exampleOf(schema: unknown, models: Readonly<Record<string, unknown>>): unknown {
  const make = (part: Schema, place: Place): unknown => {
    const name = part.$ref?.split('/').at(-1);
    if (name !== undefined) return make(asSchema(models[name]), { ...place, model: name });
    const known = exampleValues[`${place.model}.${place.property}`] ?? exampleValues[place.property];
    if (known !== undefined && isOf(part, known)) return known;
    if (part.enum !== undefined) return part.enum[0];
    switch (part.type) {
      case 'object':
        return place.depth > maxDepth ? {} : makeObject(part, place);
      case 'array':
        return place.depth > maxDepth || part.items === undefined
          ? []
          : [make(part.items, { ...place, depth: place.depth + 1 })];
      default:
        return part.default ?? plainValue(part, place.property);
    }
  };
  const makeObject = ({ properties = {} }: Schema, { model, depth }: Place) =>
    Object.fromEntries(
      Object.entries(properties)
        .filter(([property]) => leftOut[model]?.includes(property) !== true)
        .map(([property, part]) => [property, make(part, { model, property, depth: depth + 1 })]),
    );
  return make(asSchema(schema), { model: '', property: '', depth: 0 });
}

function asSchema(value: unknown): Schema {
  return isRecord(value) ? value : {};
}

/** Whether a value that is known by name is of the type wanted here. */
function isOf({ type, enum: words, items, format, maxLength, pattern }: Schema, value: unknown): boolean {
  if (words !== undefined) return words.includes(value);
  if (type === 'array') return Array.isArray(value) && items?.$ref === undefined;
  if (type === 'object') return isRecord(value);
  if (type === 'integer') return Number.isInteger(value);
  if (typeof value !== type || format === 'date-time') return false;
  if (typeof value !== 'string') return true;
  return value.length <= (maxLength ?? value.length) && new RegExp(pattern ?? '', 'u').test(value);
}

function plainValue({ type, format, description, minimum, maximum }: Schema, property: string): unknown {
  switch (type) {
    case 'string':
      return format === 'date-time' ? time : (quoted(description) ?? property);
    case 'integer':
    case 'number':
      return Math.min(Math.max(number, minimum ?? number), maximum ?? number);
    case 'boolean':
      return false;
    case 'null':
      return null;
    default:
      return {};
  }
}

/** Descriptions give an example between backticks where the form is not plain. */
function quoted(description = ''): string | undefined {
  return /`([^`[\]]+)`/.exec(description)?.[1];
}
