import { Ajv2020 } from "ajv/dist/2020.js";

const ajv = new Ajv2020({ strict: false, logger: false });

/** What is wrong with a schema by the meta-schema of JSON Schema 2020-12. */
export function problemsOfSchema(schema: object): string[] {
  if (ajv.validateSchema(schema)) return [];
  return [ajv.errorsText(ajv.errors)];
}

/** What a meta-schema, written after the documentation of a provider, finds wrong. */
export function checkerOf(metaSchema: object): (schema: object) => string[] {
  const validate = ajv.compile(metaSchema);
  return (schema) => (validate(schema) ? [] : [ajv.errorsText(validate.errors)]);
}
