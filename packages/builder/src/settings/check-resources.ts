import type { PinnedResource } from "@mcp-team/agent";
import type { ConfigurationProblem } from "@mcp-team/transports";
import { writePath } from "../problems/path.js";
import { unknownOption } from "../problems/problems-of.js";
import { showValue } from "../problems/show-value.js";
import { didYouMean } from "../problems/suggest.js";

/** A resource as `withResource` was given it. */
export interface ResourceDraft {
  readonly uri: unknown;
  readonly options: unknown;
}

/** Resources that can be pinned, and what is wrong with the others. */
export interface CheckedResources {
  readonly resources: readonly PinnedResource[];
  readonly problems: readonly ConfigurationProblem[];
}

/** Checks the resources of all `withResource` calls together. @param servers - the names of the servers of the team */
export function checkResources(
  drafts: readonly ResourceDraft[],
  servers: readonly string[],
): CheckedResources {
  const resources: PinnedResource[] = [];
  const problems: ConfigurationProblem[] = [];
  for (const { uri, options = {} } of drafts) {
    const base = writePath("resources", [typeof uri === "string" ? uri : resources.length + problems.length]);
    const report = (message: string, path = base) => problems.push({ path, message });
    if (typeof uri !== "string" || !/^[a-z][a-z0-9+.-]*:/i.test(uri)) {
      report(`must be the address of a resource, such as "file:///notes.md", not ${showValue(uri)}`);
      continue;
    }
    if (typeof options !== "object" || options === null || Array.isArray(options)) {
      report(`has options that must be an object such as { server: "files" }, not ${showValue(options)}`);
      continue;
    }
    const { server, ...foreign } = options as { readonly server?: unknown };
    for (const key of Object.keys(foreign))
      report(unknownOption(key, { what: "`withResource`", known: ["server"] }), writePath(base, [key]));
    if (server !== undefined && !servers.some((name) => name === server)) {
      const advice =
        typeof server === "string" && servers.length > 0 ? `: ${didYouMean(server, servers)}` : "";
      report(`is no server of the team: ${showValue(server)}${advice}`, writePath(base, ["server"]));
      continue;
    }
    if (resources.some((other) => other.uri === uri && other.server === server)) {
      report("is given twice: remove one of the calls");
      continue;
    }
    resources.push({ uri, ...(typeof server === "string" && { server }) });
  }
  return { resources, problems };
}
