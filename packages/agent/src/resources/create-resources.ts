import type { Logger } from "pino";
import { askAll, askFirst, inScope } from "../connection/ask-all.js";
import { completeAny } from "../connection/complete-any.js";
import type { Connection } from "../connection/connection.js";
import { listResources, listResourceTemplates, readResource, subscribe } from "../connection/requests.js";
import type { TeamResources } from "./team-resources.js";

/** The resources of all connections, each with its server. */
export function createResources(connections: readonly Connection[], logger?: Logger): TeamResources {
  const list = () => askAll(connections, listResources, logger);

  /** Those that list the address first; templates are not listed, so the others follow. */
  const candidates = async (uri: string, server: string | undefined) => {
    const scope = inScope(connections, server).filter(({ capabilities }) => capabilities.resources);
    if (scope.length < 2) return scope;
    const owners = new Set((await list()).flatMap((item) => (item.uri === uri ? [item.server] : [])));
    return [...scope].sort((a, b) => Number(owners.has(b.name)) - Number(owners.has(a.name)));
  };

  return {
    list,
    templates: () => askAll(connections, listResourceTemplates, logger),
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
        subscribe(candidate, uri),
      );
      return answer;
    },
    complete: (uriTemplate, argument, scope) =>
      completeAny(connections, { type: "ref/resource", uri: uriTemplate }, argument, scope),
  };
}
