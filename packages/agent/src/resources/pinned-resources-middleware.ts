import { type AgentMiddleware, createMiddleware } from "langchain";
import type { PinnedResources } from "./pinned-resources.js";

/** Adds the texts of resources to the system prompt. */
export function pinnedResourcesMiddleware(pinned: PinnedResources): AgentMiddleware {
  return createMiddleware({
    name: "McpPinnedResources",
    beforeAgent: () => pinned.refresh(),
    async wrapModelCall(request, handler) {
      const text = await pinned.text();
      const before = request.systemMessage.text === "" ? "" : "\n\n";
      return handler({ ...request, systemMessage: request.systemMessage.concat(before + text) });
    },
  });
}
