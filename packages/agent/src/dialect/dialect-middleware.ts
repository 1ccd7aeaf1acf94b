import { AIMessage } from "@langchain/core/messages";
import { type AgentMiddleware, createMiddleware } from "langchain";
import { McpTool } from "../toolset/mcp-tool.js";
import { isSchemaObject } from "../toolset/schema/json-schema.js";
import { dialectOf } from "./dialect-of-model.js";
import { offerOf, type RestoreArguments } from "./tool-offers.js";

/**
 * Gives a model the tools of servers in the dialect of its provider, and puts the arguments of its calls back into the form
 * that the servers know: what comes after sees one form only, whichever model it was. It has to be the innermost
 * middleware, for all others may change the model and the tools.
 */
export function dialectMiddleware(): AgentMiddleware {
  return createMiddleware({
    name: "McpSchemaDialect",
    async wrapModelCall(request, handler) {
      const dialect = await dialectOf(request);
      if (dialect === "openai") return handler(request);
      const restores = new Map<string, RestoreArguments>();
      const tools = request.tools.map((tool) => {
        if (!(tool instanceof McpTool)) return tool;
        const { restore, ...offer } = offerOf(tool, dialect);
        if (restore) restores.set(tool.name, restore);
        return offer;
      });
      const response = await handler({ ...request, tools });
      if (AIMessage.isInstance(response)) restoreCalls(response, restores);
      return response;
    },
  });
}

function restoreCalls(message: AIMessage, restores: ReadonlyMap<string, RestoreArguments>): void {
  message.tool_calls = message.tool_calls?.map((call) => {
    const args = restores.get(call.name)?.(call.args);
    return isSchemaObject(args) ? { ...call, args } : call;
  });
}
