import type { JsonSchemaType, JsonSchemaValidator, jsonSchemaValidator } from "@modelcontextprotocol/client";
import { AjvJsonSchemaValidator } from "@modelcontextprotocol/client/validators/ajv";
import { isRisky } from "../toolset/arguments/risks.js";
import { watched } from "../toolset/arguments/watched.js";

/** How long one result may take to be checked, in milliseconds. */
const checkMs = 100;

/**
 * The SDK's validator of what tools give. A check that may take for ever is stopped: the schema and what is checked are both
 * the server's, so nothing is lost but its own word. The next result is checked again, for a large one may take long, too.
 */
export class WatchedValidator implements jsonSchemaValidator {
  readonly #engine = new AjvJsonSchemaValidator();

  getValidator<T>(schema: JsonSchemaType): JsonSchemaValidator<T> {
    const validate: JsonSchemaValidator<T> = this.#engine.getValidator(schema);
    if (!isRisky(schema)) return validate;
    return (input) => {
      const checked = watched(checkMs, () => validate(input));
      return "value" in checked ? checked.value : { valid: true, data: input as T, errorMessage: undefined };
    };
  }
}
