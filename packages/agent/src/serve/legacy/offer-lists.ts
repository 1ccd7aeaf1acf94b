import type { Server } from "@modelcontextprotocol/sdk/server/index.js";
import {
  GetPromptRequestSchema,
  ListPromptsRequestSchema,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ReadResourceRequestSchema,
  type ServerResult,
} from "@modelcontextprotocol/sdk/types.js";
import { identityIn } from "../http/auth-info.js";
import type { OfferedList } from "../offer/offer.js";
import type { OfferedPrompts } from "../offer/offered-prompts.js";
import type { OfferedResources } from "../offer/offered-resources.js";
import type { Page } from "../offer/pages.js";

/** Answers requests for resources, where they are offered. */
export function offerResources(server: Server, resources: OfferedResources | undefined): void {
  if (!resources) return;
  server.setRequestHandler(ListResourcesRequestSchema, async ({ params }, { authInfo }) =>
    pageOf("resources", await resources.list(params?.cursor, identityIn(authInfo))),
  );
  server.setRequestHandler(ListResourceTemplatesRequestSchema, async ({ params }, { authInfo }) =>
    pageOf("resourceTemplates", await resources.templates(params?.cursor, identityIn(authInfo))),
  );
  server.setRequestHandler(
    ReadResourceRequestSchema,
    async ({ params }, { authInfo }) =>
      (await resources.read(params.uri, identityIn(authInfo))) as ServerResult,
  );
}

/** Answers requests for prompts, where they are offered. */
export function offerPrompts(server: Server, prompts: OfferedPrompts | undefined): void {
  if (!prompts) return;
  server.setRequestHandler(ListPromptsRequestSchema, async ({ params }, { authInfo }) =>
    pageOf("prompts", await prompts.list(params?.cursor, identityIn(authInfo))),
  );
  server.setRequestHandler(
    GetPromptRequestSchema,
    async ({ params: { name, arguments: args = {} } }, { authInfo }) =>
      (await prompts.get(name, args, identityIn(authInfo))) as ServerResult,
  );
}

/** Tells the client of a session that a list is another now. */
export function tellOfChange(server: Server, list: OfferedList): Promise<void> {
  if (list === "resources") return server.sendResourceListChanged();
  return list === "prompts" ? server.sendPromptListChanged() : server.sendToolListChanged();
}

function pageOf(field: string, { items, nextCursor }: Page<object>): ServerResult {
  return { [field]: items, ...(nextCursor !== undefined && { nextCursor }) } as ServerResult;
}
