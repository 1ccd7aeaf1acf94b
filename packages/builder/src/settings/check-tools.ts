import type { ConfigurationProblem } from "@mcp-team/transports";
import { writePath } from "../problems/path.js";
import { kindOfValue, showValue } from "../problems/show-value.js";

/** What the model providers take as the name of a tool. */
const toolName = /^[a-zA-Z0-9_-]{1,64}$/;

/**
 * Says what is wrong with the local tools of all `withTools` calls together.
 *
 * @param builtIn - the names of the tools that the team has of its own
 */
export function checkTools(
  tools: readonly unknown[],
  builtIn: readonly string[] = [],
): ConfigurationProblem[] {
  const names = tools.map(nameOf);
  return tools.flatMap((tool, index) => {
    const message = problemWithTool(tool) ?? problemWithName(names, index, builtIn);
    return message === undefined ? [] : [{ path: writePath("tools", [index]), message }];
  });
}

function problemWithTool(tool: unknown): string | undefined {
  if (typeof tool !== "object" || tool === null || !("invoke" in tool)) {
    return `must be a LangChain tool, as tool() makes it, not ${kindOfValue(tool)}`;
  }
  const name = nameOf(tool);
  if (typeof name === "string" && toolName.test(name)) return undefined;
  return `has the name ${showValue(name)}: models take letters, digits, "_" and "-", at most 64 of them`;
}

function problemWithName(
  names: readonly unknown[],
  index: number,
  builtIn: readonly string[],
): string | undefined {
  const name = names[index];
  if (builtIn.some((each) => each === name))
    return `has the name ${showValue(name)}, which a tool of the team's own has: rename it`;
  if (names.indexOf(name) === index) return undefined;
  return `has the name ${showValue(name)}, which another local tool has: rename one of them`;
}

/** The name of what may be a tool. */
export function nameOf(tool: unknown): unknown {
  return typeof tool === "object" && tool !== null && "name" in tool ? tool.name : undefined;
}
