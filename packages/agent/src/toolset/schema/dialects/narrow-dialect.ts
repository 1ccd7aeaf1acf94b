/** A dialect that knows few keywords, and in which all else has to be written with those. */
export interface NarrowDialect {
  /** Every property is required, one that need not be there is `null`; no object takes more. */
  readonly isStrict: boolean;
  /** Whether recursion can be said, with `$ref` and `$defs`. */
  readonly hasRefs: boolean;
  /** Whether a value may have alternatives, with `anyOf`. */
  readonly hasUnions: boolean;
  /** Whether what a description is about is beside `anyOf`, or has to be in the alternatives. */
  readonly describesUnions: boolean;
  /** Whether `null` is a type, or a mark: `nullable`. */
  readonly hasNullType: boolean;
  /** Whether numbers may be an `enum`. */
  readonly hasNumberEnums: boolean;
  /** Whether an object without properties can be said. */
  readonly hasEmptyObjects: boolean;
  /** The keywords of each type besides those that give the shape. */
  readonly keywords: Readonly<Record<string, ReadonlySet<string>>>;
  /** The formats of each type. */
  readonly formats: Readonly<Record<string, ReadonlySet<string>>>;
  /** Names that properties cannot have. */
  readonly refusedNames: ReadonlySet<string>;
  /** How many objects and lists may be in one another. */
  readonly maxDepth: number;
  /** How many values all enums may have. */
  readonly maxEnumValues: number;
}

const numbers = new Set(["exclusiveMaximum", "exclusiveMinimum", "maximum", "minimum", "multipleOf"]);
const texts = new Set(["date", "date-time", "duration", "email", "hostname", "ipv4", "ipv6", "time", "uuid"]);

/** Source: OpenAI, Structured Outputs, "Supported schemas". The depth is that of Azure and of older models. */
export const openAiStrict: NarrowDialect = {
  isStrict: true,
  hasRefs: true,
  hasUnions: true,
  describesUnions: true,
  hasNullType: true,
  hasNumberEnums: true,
  hasEmptyObjects: true,
  keywords: {
    array: new Set(["maxItems", "minItems"]),
    integer: numbers,
    number: numbers,
    string: new Set(["pattern"]),
  },
  formats: { string: texts },
  refusedNames: new Set(),
  maxDepth: 5,
  maxEnumValues: 500,
};

const limits = new Set(["maximum", "minimum"]);

/** Source: Gemini API, `Schema`: a subset of the schema object of OpenAPI 3.0. */
export const google: NarrowDialect = {
  isStrict: false,
  hasRefs: false,
  hasUnions: true,
  describesUnions: false,
  hasNullType: false,
  hasNumberEnums: false,
  hasEmptyObjects: false,
  keywords: {
    array: new Set(["maxItems", "minItems"]),
    integer: limits,
    number: limits,
    object: new Set(["maxProperties", "minProperties"]),
    string: new Set(["maxLength", "minLength", "pattern"]),
  },
  formats: {
    integer: new Set(["int32", "int64"]),
    number: new Set(["double", "float"]),
    string: new Set(["date-time"]),
  },
  // `@langchain/google-genai` takes out what is called so, wherever it is.
  refusedNames: new Set(["$schema", "additionalProperties", "strict"]),
  maxDepth: 16,
  maxEnumValues: 500,
};

/** As `@langchain/google-common` takes it, which throws at unions. */
export const googleWithoutUnions: NarrowDialect = { ...google, hasUnions: false };
