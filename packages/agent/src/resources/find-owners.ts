import { UriTemplate } from "@modelcontextprotocol/client";
import type { Connection } from "../connection/connection.js";
import type { TeamResources } from "./team-resources.js";

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
  return called(
    (await templates()).flatMap(({ uriTemplate, server }) => (fits(uriTemplate, uri) ? [server] : [])),
  );
}

function fits(uriTemplate: string, uri: string): boolean {
  try {
    return new UriTemplate(uriTemplate).match(uri) !== null;
  } catch {
    // A template that cannot be read fits nothing.
    return false;
  }
}
