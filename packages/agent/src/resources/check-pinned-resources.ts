import type { ConfigurationProblem } from "@mcp-team/transports";
import type { Connection } from "../connection/connection.js";
import { createResources } from "./create-resources.js";
import type { PinnedResource } from "./pinned-resources.js";
import { readText } from "./read-text.js";

/**
 * Says which resources cannot be in the system prompt. One that may be on a server that is not connected is no problem yet.
 *
 * @returns a problem for each that cannot be read, or is not text
 */
export async function checkPinnedResources(
  connections: readonly Connection[],
  pinned: readonly PinnedResource[],
): Promise<ConfigurationProblem[]> {
  const resources = createResources(connections);
  const problems = pinned.map(async ({ uri, server }): Promise<ConfigurationProblem[]> => {
    const mayCome = connections.some(
      ({ name, state }) => state !== "ready" && (server === undefined || name === server),
    );
    try {
      await readText(resources, uri, { server });
      return [];
    } catch (error) {
      return mayCome ? [] : [{ path: `resources["${uri}"]`, message: (error as Error).message }];
    }
  });
  return (await Promise.all(problems)).flat();
}
