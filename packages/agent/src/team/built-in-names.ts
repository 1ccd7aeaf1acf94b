import type { TeamOptions } from "./team-options.js";

/** The tool that reads on in a result that was cut. */
export const readResultName = "read_result";

/** The tools over the resources of the servers. */
export const resourceToolNames = { list: "list_resources", read: "read_resource" } as const;

/** The options that decide which tools a team has of its own. */
export type BuiltInOptions = Pick<TeamOptions, "resultLimit" | "resourcesAsTools">;

/** The names that no other tool of the team can have. */
export function builtInToolNames({ resultLimit, resourcesAsTools }: BuiltInOptions): string[] {
  return [
    ...(resultLimit ? [readResultName] : []),
    ...(resourcesAsTools ? Object.values(resourceToolNames) : []),
  ];
}
