import { ConfigurationError } from "@mcp-team/transports";

/** @throws ConfigurationError when what is to be served is no team: nothing to invoke, without tools */
export function checkTeam(team: unknown): void {
  const { invoke, tools, build, then } = (team ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof invoke === "function" && Array.isArray(tools)) return;
  const given =
    typeof build === "function" ? "a builder" : typeof then === "function" ? "a promise" : kindOf(team);
  throw new ConfigurationError([{ path: "team", message: `must be a team that is built, not ${given}` }], {
    hint: "Build it first: serveTeam(await builder.build(), options).",
  });
}

function kindOf(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  return /^[aeiou]/.test(typeof value) ? `an ${typeof value}` : `a ${typeof value}`;
}
