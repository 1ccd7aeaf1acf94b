import type { ToolSelectionOptions } from "@mcp-team/agent";
import type { PartProblem } from "../problems/problem.js";
import { unknownOption } from "../problems/problems-of.js";
import { showValue } from "../problems/show-value.js";

type Option = keyof ToolSelectionOptions;

/** What is wrong with a value of an option, or `undefined`. */
const checks: { readonly [K in Option]-?: (value: unknown) => string | undefined } = {
  limit: (value) =>
    Number.isSafeInteger(value) && Number(value) >= 2
      ? undefined
      : `must be a number of tools, at least 2 (search_tools is one of them), such as 25, not ${showValue(value)}`,
  strategy: (value) =>
    value === undefined || isStrategy(value)
      ? undefined
      : `must be "lexical", "llm", { embeddings }, a middleware that selects tools or a function, not ${showValue(value)}`,
  always: (value) => {
    if (value === undefined) return undefined;
    if (!Array.isArray(value))
      return `must be a list of tool names, with * for any characters, such as ["list_*"], not ${showValue(value)}`;
    const wrong = value.findIndex((each) => !isPattern(each));
    return wrong < 0
      ? undefined
      : `must hold tool names, with * for any characters, such as "list_*", not ${showValue(value[wrong])}`;
  },
};

/** Says what is wrong with the argument of `withToolSelection`. */
export function toolSelectionProblems(options: unknown): string | PartProblem[] {
  if (typeof options !== "object" || options === null || Array.isArray(options))
    return `must be options such as { limit: 25 }, not ${showValue(options)}`;
  const known = Object.keys(checks);
  const unknown = Object.keys(options).filter((key) => !known.includes(key));
  return [
    ...unknown.map((key) => ({
      path: [key],
      message: unknownOption(key, { what: "withToolSelection", known }),
    })),
    ...known.flatMap((key) => {
      const message = checks[key as Option](Reflect.get(options, key));
      return message === undefined ? [] : [{ path: [key], message }];
    }),
  ];
}

function isStrategy(value: unknown): boolean {
  if (typeof value === "function" || value === "lexical" || value === "llm") return true;
  if (typeof value !== "object" || value === null) return false;
  if ("embeddings" in value) return isEmbeddings(value.embeddings);
  return "wrapModelCall" in value && typeof value.wrapModelCall === "function";
}

function isEmbeddings(value: unknown): boolean {
  return typeof value === "object" && value !== null && "embedDocuments" in value && "embedQuery" in value;
}

function isPattern(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}
