import type { Auth } from "@mcp-team/transports";
import { authProblems } from "@mcp-team/transports/settings";
import { z } from "zod";

/** Who asks a remote server. What it holds may be secret, and is kept as it is: a function or a provider is told by its identity. */
export const auth = z.unknown().transform((value, context): Auth => {
  const problems = authProblems(value);
  for (const { path, message } of problems)
    context.issues.push({ code: "custom", input: undefined, path: [...path], message });
  return problems.length > 0 ? z.NEVER : (value as Auth);
});
