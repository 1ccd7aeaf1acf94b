import type { ConfigurationProblem } from "@mcp-team/transports";
import { writePath } from "../problems/path.js";
import type { PartProblem } from "../problems/problem.js";
import { nameServers } from "./name-servers.js";
import { parseDraft } from "./parse-draft.js";
import { refusedUrls } from "./refused-urls.js";
import type { ServerConfig } from "./server-config.js";
import type { ServerDraft } from "./server-draft.js";
import type { ServerDefaults } from "./server-options.js";

/** The servers that can be used, and what is wrong with the others. */
export interface NormalizedServers {
  readonly servers: readonly ServerConfig[];
  readonly problems: readonly ConfigurationProblem[];
}

/** Checks every server, names it and puts the defaults in their places. */
export function normalizeServers(
  drafts: readonly ServerDraft[],
  defaults: ServerDefaults,
): NormalizedServers {
  const names = nameServers(drafts);
  const servers: ServerConfig[] = [];
  const problems: ConfigurationProblem[] = [];
  for (const [index, draft] of drafts.entries()) {
    const { name, taken = false } = names[index] ?? {};
    const base = name === undefined ? writePath("servers", [index]) : writePath("servers", [name]);
    const parsed = parseDraft(draft);
    const own = taken ? [...parsed.problems, nameTaken(name)] : parsed.problems;
    const server = own.length === 0 && name !== undefined ? parsed.complete?.(name, defaults) : undefined;
    const found = server === undefined ? own : refusedUrls(server);
    for (const problem of found)
      problems.push({ path: writePath(base, problem.path), message: locate(problem, draft) });
    if (server !== undefined && found.length === 0) servers.push(server);
  }
  return { servers, problems };
}

function nameTaken(name: string | undefined): PartProblem {
  return {
    path: ["name"],
    message: `the name "${name}" is given to two servers: give one of them another \`name\``,
  };
}

function locate({ path, message }: PartProblem, { locate }: ServerDraft): string {
  return locate === undefined ? message : `${message} (${locate(path)})`;
}
