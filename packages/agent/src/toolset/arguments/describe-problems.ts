import type { ErrorObject } from "ajv";
import { isSchemaObject, propertiesOf } from "../schema/json-schema.js";

/** How many problems a model is told of at once. */
const maxProblems = 8;
/** How many are looked at: to find those that matter, each is compared with each. */
const maxErrors = 500;
const maxValueLength = 60;

/** Tells what is wrong with arguments, each problem with its path: `at.city must be string, not 3; day is missing`. */
export function describeProblems(errors: readonly ErrorObject[]): string {
  const lines = [...new Set(nearest(errors.slice(0, maxErrors)).map(describe))];
  const more = errors.length > maxErrors ? "many" : lines.length - maxProblems;
  const rest = lines.length > maxProblems ? [`and ${more} more`] : [];
  return `${[...lines.slice(0, maxProblems), ...rest].join("; ")}.`;
}

/**
 * Of a value that fits none of its alternatives, what is wrong with the one that it comes nearest to: that which had to
 * be looked into deepest.
 */
function nearest(errors: readonly ErrorObject[]): ErrorObject[] {
  const unions = errors.filter(({ keyword }) => keyword === "anyOf" || keyword === "oneOf");
  return errors
    .filter((error) => {
      if (unions.includes(error)) return isOutermost(error, unions);
      return !unions.some((union) => isInside(error, union));
    })
    .flatMap((error) => (unions.includes(error) ? explainUnion(error, errors) : [error]));
}

function isInside(error: ErrorObject, union: ErrorObject): boolean {
  return error !== union && error.schemaPath.startsWith(`${union.schemaPath}/`) && isBelow(error, union);
}

function isBelow(error: ErrorObject, union: ErrorObject): boolean {
  return `${error.instancePath}/`.startsWith(`${union.instancePath}/`);
}

function isOutermost(union: ErrorObject, unions: readonly ErrorObject[]): boolean {
  return !unions.some((other) => isInside(union, other));
}

function explainUnion(union: ErrorObject, errors: readonly ErrorObject[]): ErrorObject[] {
  const inside = errors.filter((error) => isInside(error, union));
  const branches = new Map<string, ErrorObject[]>();
  for (const error of inside) {
    const branch = error.schemaPath.slice(union.schemaPath.length + 1).split("/")[0] ?? "";
    branches.set(branch, [...(branches.get(branch) ?? []), error]);
  }
  const deeper = [...branches.values()].filter(
    (branch) =>
      !branch.some(({ instancePath, keyword }) => instancePath === union.instancePath && keyword === "type"),
  );
  const [best] = deeper.sort((a, b) => a.length - b.length);
  if (best) return nearest(best);
  const types = inside
    .filter(({ keyword }) => keyword === "type")
    .map(({ params }) => params.type as unknown);
  return [{ ...union, keyword: "type", params: { type: [...new Set(types.flat())] } }];
}

function describe(error: ErrorObject): string {
  const { keyword, params, data, parentSchema } = error;
  const path = pathOf(error.instancePath);
  switch (keyword) {
    case "required":
      return `${join(path, params.missingProperty)} is missing`;
    case "additionalProperties":
    case "unevaluatedProperties": {
      const name = params.additionalProperty ?? params.unevaluatedProperty;
      const known = Object.keys(isSchemaObject(parentSchema) ? propertiesOf(parentSchema) : {});
      const takes = known.length > 0 ? ` (known: ${known.slice(0, 20).join(", ")})` : "";
      return `${join(path, name)} is not known${takes}`;
    }
    case "type":
      return `${path || "the whole"} must be ${[params.type].flat().join(" or ") || "something else"}, not ${show(data)}`;
    case "enum":
      return `${path} must be one of ${show(params.allowedValues, 400)}, not ${show(data)}`;
    case "const":
      return `${path} must be ${show(params.allowedValue)}, not ${show(data)}`;
    default:
      return `${path || "the whole"} ${error.message ?? `does not fit "${keyword}"`}, but is ${show(data)}`;
  }
}

/** `/at/0/city` as a program writes it: `at[0].city`. */
function pathOf(pointer: string): string {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce((path, part) => (/^\d+$/.test(part) ? `${path}[${part}]` : join(path, part)), "");
}

function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

function show(value: unknown, maxLength = maxValueLength): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
}
