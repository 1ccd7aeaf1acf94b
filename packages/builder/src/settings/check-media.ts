import type { MediaPolicy } from "@mcp-team/agent";
import type { PartProblem } from "../problems/problem.js";
import { unknownOption } from "../problems/problems-of.js";
import { showValue } from "../problems/show-value.js";

const known = ["images", "audio", "video", "files"] as const satisfies readonly (keyof MediaPolicy)[];

/** Says what is wrong with the argument of `withMedia`. */
export function mediaProblems(policy: unknown): string | PartProblem[] {
  if (typeof policy !== "object" || policy === null || Array.isArray(policy))
    return `must be an object such as { images: false }, not ${showValue(policy)}`;
  return Object.entries(policy).flatMap(([key, value]): PartProblem[] => {
    if (!known.some((each) => each === key))
      return [{ path: [key], message: unknownOption(key, { what: "`withMedia`", known }) }];
    if (value === undefined || typeof value === "boolean") return [];
    return [{ path: [key], message: `must be true or false, not ${showValue(value)}` }];
  });
}
