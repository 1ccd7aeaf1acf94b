import type { Logger } from "pino";
import { askAll, askFirst, inScope } from "../connection/ask-all.js";
import { completeAny } from "../connection/complete-any.js";
import type { Connection } from "../connection/connection.js";
import { listResources, listResourceTemplates, readResource } from "../connection/requests.js";
import { findOwners } from "./find-owners.js";
import { Subscriptions } from "./subscriptions.js";
import type { TeamResources } from "./team-resources.js";

/**
 * The resources of all connections, each with its server.
 *
 * @param subscriptions - those of others that have some of the connections, too
 */
export function createResources(
  connections: readonly Connection[],
  logger?: Logger,
  subscriptions: Subscriptions = new Subscriptions(logger),
): TeamResources {
  const list: TeamResources["list"] = ({ server } = {}) =>
    askAll({ connections, server, logger }, listResources);
  const templates: TeamResources["templates"] = ({ server } = {}) =>
    askAll({ connections, server, logger }, listResourceTemplates);

  const candidates = async (uri: string, server: string | undefined) => {
    const scope = inScope(connections, server).filter(({ capabilities }) => capabilities.resources);
    if (scope.length < 2) return scope;
    const owners = await findOwners(scope, uri, { list, templates });
    return owners.length > 0 ? owners : scope;
  };

  return {
    list,
    templates,
    async read(uri, { server } = {}) {
      const { connection, answer } = await askFirst(
        await candidates(uri, server),
        `resource "${uri}"`,
        (candidate) => readResource(candidate, uri),
      );
      return { ...answer, server: connection.name };
    },
    async subscribe(uri, { server } = {}) {
      const scope = (await candidates(uri, server)).filter(
        ({ capabilities }) => capabilities.resources?.subscribe,
      );
      const { answer } = await askFirst(scope, `a subscription for "${uri}"`, (candidate) =>
        subscriptions.add(candidate, uri),
      );
      return answer;
    },
    complete: (uriTemplate, argument, scope) =>
      completeAny(connections, { type: "ref/resource", uri: uriTemplate }, argument, scope),
  };
}
