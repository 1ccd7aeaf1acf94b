import type { Server, ServerContext } from "@modelcontextprotocol/server";
import type { Identity } from "../guard/identity.js";
import { identityIn } from "../http/auth-info.js";
import type { OfferedList } from "../offer/offer.js";
import type { OfferedPrompts } from "../offer/offered-prompts.js";
import type { OfferedResources } from "../offer/offered-resources.js";
import type { Page } from "../offer/pages.js";

/** Answers requests for resources, where they are offered. */
export function offerResources(server: Server, resources: OfferedResources | undefined): void {
  if (!resources) return;
  server.setRequestHandler("resources/list", async ({ params }, context) => {
    const { items, ...next } = pageOf(await resources.list(params?.cursor, callerIn(context)));
    return { resources: items, ...next };
  });
  server.setRequestHandler("resources/templates/list", async ({ params }, context) => {
    const { items, ...next } = pageOf(await resources.templates(params?.cursor, callerIn(context)));
    return { resourceTemplates: items, ...next };
  });
  server.setRequestHandler("resources/read", ({ params }, context) =>
    resources.read(params.uri, callerIn(context)),
  );
}

/** Answers requests for prompts, where they are offered. */
export function offerPrompts(server: Server, prompts: OfferedPrompts | undefined): void {
  if (!prompts) return;
  server.setRequestHandler("prompts/list", async ({ params }, context) => {
    const { items, ...next } = pageOf(await prompts.list(params?.cursor, callerIn(context)));
    return { prompts: items, ...next };
  });
  server.setRequestHandler("prompts/get", ({ params: { name, arguments: args = {} } }, context) =>
    prompts.get(name, args, callerIn(context)),
  );
}

/** Tells the client of a connection that a list is another now. */
export function tellOfChange(server: Server, list: OfferedList): Promise<void> {
  if (list === "resources") return server.sendResourceListChanged();
  return list === "prompts" ? server.sendPromptListChanged() : server.sendToolListChanged();
}

function callerIn({ http }: ServerContext): Identity | undefined {
  return identityIn(http?.authInfo);
}

function pageOf<T>({ items, nextCursor }: Page<T>): { items: T[]; nextCursor?: string } {
  return { items: [...items], ...(nextCursor !== undefined && { nextCursor }) };
}
