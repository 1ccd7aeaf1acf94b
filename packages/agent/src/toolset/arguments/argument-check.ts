import type { ValidateFunction } from "ajv";
import type { JsonSchema } from "../schema/json-schema.js";
import { readSchema } from "../schema/read-schema.js";
import { describeProblems } from "./describe-problems.js";
import { engineFor, withoutMeta } from "./engine.js";
import { withoutOptionalNulls } from "./optional-nulls.js";
import { isRisky } from "./risks.js";
import { type Watched, watched } from "./watched.js";

/** How long a schema may take to be compiled, and arguments to be checked, in milliseconds. Then the server checks alone. */
const compileMs = 5_000;
const checkMs = 100;

/** What is wrong with arguments. */
export class UnfitArguments {
  constructor(readonly problems: string) {}
}

type ArgumentCheck = (args: unknown) => string | undefined;

/**
 * Checks arguments against the schema that the server gave. It is compiled by the first call, once. A schema that cannot
 * be compiled, or takes too long, checks nothing: the server does.
 */
export class ArgumentChecker {
  readonly #schema: JsonSchema;
  #check: ArgumentCheck | undefined;

  constructor(schema: JsonSchema) {
    this.#schema = schema;
  }

  /** What is wrong with arguments; nothing when they fit. */
  problemsOf(args: unknown): string | undefined {
    const fitted = this.fit(args);
    return fitted instanceof UnfitArguments ? fitted.problems : undefined;
  }

  /**
   * Arguments as the schema wants them. Models write `null` for what they leave out: where the schema takes none, and the argument
   * is optional, it is left out.
   *
   * @returns the arguments that the tool can be called with, or what is wrong with them
   */
  fit(args: unknown): unknown {
    this.#check ??= compile(this.#schema);
    const problems = this.#check(args);
    if (problems === undefined) return args;
    const fewer = withoutOptionalNulls(this.#schema, args);
    return fewer !== undefined && this.#check(fewer) === undefined ? fewer : new UnfitArguments(problems);
  }
}

function compile(schema: JsonSchema): ArgumentCheck {
  const validate = compiled(schema) ?? compiled(modern(schema));
  if (validate === undefined) return () => undefined;
  return isRisky(schema) ? watchedCheck(validate) : (args) => problems(validate, args);
}

/** What the draft of a schema does not allow may be fine in the form that it is read into. */
function modern(schema: JsonSchema): JsonSchema {
  const reading = readSchema(schema);
  return "schema" in reading ? reading.schema : {};
}

function compiled(schema: JsonSchema): ValidateFunction | undefined {
  const compiling = attempt(compileMs, () => engineFor(schema).compile(withoutMeta(schema)));
  return "value" in compiling ? compiling.value : undefined;
}

/** One check that takes too long was meant to, or will again. */
function watchedCheck(validate: ValidateFunction): ArgumentCheck {
  let gaveUp = false;
  return (args) => {
    if (gaveUp) return undefined;
    const checked = attempt(checkMs, () => problems(validate, args));
    if ("value" in checked) return checked.value;
    gaveUp = true;
    return undefined;
  };
}

function problems(validate: ValidateFunction, args: unknown): string | undefined {
  return validate(args) === false ? describeProblems(validate.errors ?? []) : undefined;
}

/** A schema may also run out of stack, or be one that the engine refuses. */
function attempt<T>(timeMs: number, run: () => T): Watched<T> {
  try {
    return watched(timeMs, run);
  } catch {
    return { stopped: true };
  }
}
