import { interopSafeParse } from "@langchain/core/utils/types";
import { ConfigurationError, type ConfigurationProblem } from "@mcp-team/transports";
import type { ContextSchemaOption } from "./context-types.js";
import type { TeamRunOptions } from "./run-types.js";

/**
 * Checks the context of a run against the team's schema and fills in defaults. LangGraph's own check would look into
 * `configurable` when there is no context, and leave defaults out.
 *
 * @throws ConfigurationError with all that is wrong
 */
export function completeContext(
  options: TeamRunOptions | undefined,
  schema: ContextSchemaOption | undefined,
): TeamRunOptions | undefined {
  if (schema === undefined) return options;
  const given = options?.context;
  const parsed = interopSafeParse(schema, given ?? {});
  // What is not in the schema stays: the schemas of middleware may know it.
  if (parsed.success) return { ...options, context: { ...(given ?? {}), ...parsed.data } };
  const problems = parsed.error.issues.map(
    ({ path, message }): ConfigurationProblem => ({ path: ["context", ...path].join("."), message }),
  );
  const missing = { path: "context", message: "is missing, and the team's context schema asks for one" };
  throw new ConfigurationError(given === undefined ? [missing, ...problems] : problems, {
    hint: "Give the run what the schema asks for: team.invoke(input, { context }).",
  });
}
