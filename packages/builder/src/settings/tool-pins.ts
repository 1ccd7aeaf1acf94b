import { resolve } from "node:path";
import type { ToolPinsOptions } from "@mcp-team/agent";
import { ToolPins } from "@mcp-team/agent/settings";
import type { ConfigurationProblem } from "@mcp-team/transports";
import { ConfigurationError } from "@mcp-team/transports/settings";
import { unknownOption } from "../problems/problems-of.js";
import { kindOfValue, showValue } from "../problems/show-value.js";

const known: readonly (keyof ToolPinsOptions)[] = ["newTools", "accept"];

/** Reads the pins again: somebody may have accepted a tool since the last time. */
export type OpenToolPins = () => ToolPins;

/** Checks the arguments of `withToolPins`, and reads the file now, so that its problems are found with all others. */
export function readToolPins(
  file: unknown,
  options: unknown,
): { readonly open: OpenToolPins } | { readonly problems: readonly ConfigurationProblem[] } {
  const problems = [...fileProblems(file), ...optionProblems(options)];
  if (problems.length > 0) return { problems };
  const path = file instanceof URL ? file : resolve(file as string);
  const open = () => ToolPins.read(path, options as ToolPinsOptions);
  try {
    open();
    return { open };
  } catch (error) {
    if (ConfigurationError.isInstance(error)) return { problems: error.problems };
    throw error;
  }
}

function fileProblems(file: unknown): ConfigurationProblem[] {
  const isPath = typeof file === "string" && file !== "";
  if (isPath || (file instanceof URL && file.protocol === "file:")) return [];
  const shown = file instanceof URL ? `a "${file.protocol}" address` : showValue(file);
  return [{ path: "toolPins", message: `must be the path of a file such as "tool-pins.json", not ${shown}` }];
}

function optionProblems(options: unknown): ConfigurationProblem[] {
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    const message = `has options that must be an object such as { newTools: "refuse" }, not ${showValue(options)}`;
    return [{ path: "toolPins", message }];
  }
  const { newTools, accept } = options as Readonly<Record<string, unknown>>;
  const problems = Object.keys(options)
    .filter((key) => !known.some((each) => each === key))
    .map((key) => ({
      path: `toolPins.${key}`,
      message: unknownOption(key, { what: "`withToolPins`", known }),
    }));
  if (newTools !== undefined && newTools !== "record" && newTools !== "refuse") {
    const message = `must be "record" or "refuse", not ${showValue(newTools)}`;
    problems.push({ path: "toolPins.newTools", message });
  }
  if (accept !== undefined) problems.push(...acceptProblems(accept));
  return problems;
}

function acceptProblems(accept: unknown): ConfigurationProblem[] {
  const path = "toolPins.accept";
  if (!Array.isArray(accept))
    return [{ path, message: `must be a list such as ["files/delete"], not ${kindOfValue(accept)}` }];
  return accept
    .filter((each) => typeof each !== "string" || !each.includes("/"))
    .map((each) => ({
      path,
      message: `must hold patterns of a server and a tool, such as "files/delete", not ${showValue(each)}`,
    }));
}
