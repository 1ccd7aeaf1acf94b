import type { StructuredToolInterface } from "@langchain/core/tools";
import type { AgentMiddleware } from "langchain";
import { dialectMiddleware } from "../dialect/dialect-middleware.js";
import { PinnedResources } from "../resources/pinned-resources.js";
import { pinnedResourcesMiddleware } from "../resources/pinned-resources-middleware.js";
import { resourceTools } from "../resources/resource-tools.js";
import type { TeamResources } from "../resources/team-resources.js";
import { resultLimitDefaults } from "../results/limit.js";
import { mediaMiddleware } from "../results/media-middleware.js";
import { readResultTool } from "../results/read-result-tool.js";
import { resultLimitMiddleware } from "../results/result-limit-middleware.js";
import { type OwnerOf, ResultStore } from "../results/result-store.js";
import { tracingMiddleware } from "../tracing/tracing-middleware.js";
import type { AroundCalls } from "./join-middleware.js";
import type { TeamOptions } from "./team-options.js";

/** What a team has of its own, besides the tools of servers and what users gave it. */
export interface BuiltInParts {
  readonly tools: readonly StructuredToolInterface[];
  /** Around all other middleware. */
  readonly outermost: readonly AgentMiddleware[];
  /** Next to the model. */
  readonly innermost: readonly AroundCalls[];
}

export function builtInParts(options: TeamOptions, resources: TeamResources, ownerOf: OwnerOf): BuiltInParts {
  const { resultLimit, resourcesAsTools, media } = options;
  const tools = resourcesAsTools ? resourceTools(resources) : [];
  const innermost = [
    // It sees the model that all others chose.
    mediaMiddleware(media),
    // Inside of what others add to a call or wait for, so that its span is about the call alone.
    tracingMiddleware(),
    // Last, for all others may choose the model and the tools: after it comes the model itself.
    dialectMiddleware(),
  ];
  const pinned = pinnedParts(options, resources);
  if (resultLimit === undefined) return { tools, outermost: pinned, innermost };
  const store = new ResultStore(resultLimit.keepBytes ?? resultLimitDefaults.keepBytes);
  return {
    tools: [...tools, readResultTool(store, resultLimit, ownerOf)],
    outermost: [resultLimitMiddleware(resultLimit, store, ownerOf), ...pinned],
    innermost,
  };
}

function pinnedParts(
  { pinnedResources = [], resultLimit, connections, logger }: TeamOptions,
  resources: TeamResources,
): AgentMiddleware[] {
  if (pinnedResources.length === 0) return [];
  const pinned = new PinnedResources(pinnedResources, { resources, limit: resultLimit, logger });
  for (const { events } of connections.all) events.on("resourceUpdated", (uri) => pinned.changed(uri));
  void pinned.follow();
  return [pinnedResourcesMiddleware(pinned)];
}
