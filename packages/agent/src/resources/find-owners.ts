import { UriTemplate } from "@modelcontextprotocol/client";
import type { Connection } from "../connection/connection.js";
import { watched } from "../toolset/arguments/watched.js";
import type { TeamResources } from "./team-resources.js";

/** How long the templates of one server may take to be matched, in milliseconds. */
const matchMs = 100;

/** The servers of several that name an address: by a link in a result, on their lists, or else by a template. */
export async function findOwners(
  connections: readonly Connection[],
  uri: string,
  { list, templates }: Pick<TeamResources, "list" | "templates">,
): Promise<readonly Connection[]> {
  const linking = connections.filter(({ links }) => links.has(uri));
  if (linking.length > 0) return linking;
  const called = (servers: readonly string[]) => connections.filter(({ name }) => servers.includes(name));
  const listing = called((await list()).flatMap((item) => (item.uri === uri ? [item.server] : [])));
  if (listing.length > 0) return listing;
  const offered = await templates();
  return connections.filter(({ name }) =>
    fitOne(
      offered.flatMap(({ uriTemplate, server }) => (server === name ? [uriTemplate] : [])),
      uri,
    ),
  );
}

/** Whether an address fits one of the templates of a server. With those that take too long to tell, it does not. */
function fitOne(uriTemplates: readonly string[], uri: string): boolean {
  if (uriTemplates.length === 0) return false;
  const matched = watched(matchMs, () => uriTemplates.some((uriTemplate) => fits(uriTemplate, uri)));
  return "value" in matched && matched.value;
}

function fits(uriTemplate: string, uri: string): boolean {
  try {
    return new UriTemplate(uriTemplate).match(uri) !== null;
  } catch {
    // A template that cannot be read fits nothing.
    return false;
  }
}
