import type { ReadResourceResult, Resource, ResourceTemplateType } from "@modelcontextprotocol/client";
import type { AgentTeam } from "../../team/agent-team.js";
import type { Identity } from "../guard/identity.js";
import type { ContextOf } from "./context-of.js";
import { type Page, Pages } from "./pages.js";
import { refusing } from "./refusing.js";

/** The resources of a served team, in the words of neither SDK. */
export interface OfferedResources {
  list(cursor: string | undefined, identity: Identity | undefined): Promise<Page<Resource>>;
  templates(cursor: string | undefined, identity: Identity | undefined): Promise<Page<ResourceTemplateType>>;
  /** @throws RefusedRequest when no server of the team can read it */
  read(uri: string, identity: Identity | undefined): Promise<ReadResourceResult>;
}

/** Offers the resources of all servers of a team. Of several with the same address there is one: the first, which is read. */
export function offeredResources({ resources }: AgentTeam, contextOf?: ContextOf): OfferedResources {
  const lists = new Pages<Resource>();
  const templates = new Pages<ResourceTemplateType>();
  const scopeOf = async (identity: Identity | undefined) =>
    contextOf ? { context: await contextOf(identity) } : {};
  return {
    list: (cursor, identity) =>
      lists.page(cursor, identity?.id, async () =>
        firstOfEach(await resources.list(await scopeOf(identity)), ({ uri }) => uri),
      ),
    templates: (cursor, identity) =>
      templates.page(cursor, identity?.id, async () =>
        firstOfEach(await resources.templates(await scopeOf(identity)), ({ uriTemplate }) => uriTemplate),
      ),
    async read(uri, identity) {
      const { server: _, ...contents } = await refusing(resources.read(uri, await scopeOf(identity)));
      return contents;
    },
  };
}

function firstOfEach<T extends { readonly server: string }>(
  items: readonly T[],
  keyOf: (item: T) => string,
): Omit<T, "server">[] {
  const first = new Map<string, Omit<T, "server">>();
  for (const item of items) {
    const { server: _, ...rest } = item;
    if (!first.has(keyOf(item))) first.set(keyOf(item), rest);
  }
  return [...first.values()];
}
