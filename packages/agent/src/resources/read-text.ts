import { ConnectionError } from "@mcp-team/transports";
import type { ResourceScope, TeamResources } from "./team-resources.js";

/**
 * The text of a resource.
 *
 * @throws ConnectionError when it cannot be read, or is not text
 */
export async function readText(resources: TeamResources, uri: string, scope: ResourceScope): Promise<string> {
  const { contents, server } = await resources.read(uri, scope);
  const texts = contents.map((part) => {
    if ("text" in part) return part.text;
    throw new ConnectionError(
      `Resource "${uri}" on server "${server}" is ${part.mimeType ?? "binary"}: only text can be in the system prompt.`,
      { server, hint: "Let the model read it with withResourcesAsTools() instead." },
    );
  });
  return texts.join("\n");
}
