import type { JsonSchema } from "./json-schema.js";

/** Whether a schema says that it is of draft-07 or older, where nothing counts beside a `$ref`. */
export function isLegacyDraft({ $schema }: JsonSchema): boolean {
  return typeof $schema === "string" && /\/draft-0[3-7]\b/.test($schema);
}
