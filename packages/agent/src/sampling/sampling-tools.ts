import { type StructuredToolInterface, tool } from "@langchain/core/tools";
import type { Tool } from "@modelcontextprotocol/client";
import { RefusedRequest } from "../connection/refused-request.js";
import { nameTools } from "../toolset/name-tools.js";
import { toModelSchema } from "../toolset/schema/model-schema.js";

/** The tools of a request, as the model takes them: it says how it would call them, and the server does. */
export interface SamplingTools {
  readonly tools: readonly StructuredToolInterface[];
  /** The name that the model knows a tool by. */
  toModel(name: string): string;
  /** The name that the server gave a tool. */
  toServer(name: string): string;
}

/** @throws RefusedRequest when a tool cannot be shown to a model */
export function samplingTools(server: string, definitions: readonly Tool[] = []): SamplingTools {
  const names = nameTools(
    definitions.map(({ name }) => ({ server, name })),
    "collisions",
  );
  const toModel = new Map(definitions.map(({ name }, index) => [name, names[index] as string]));
  const toServer = new Map([...toModel].map(([given, name]) => [name, given]));
  return {
    tools: definitions.map((definition, index) => toTool(definition, names[index] as string)),
    toModel: (name) => toModel.get(name) ?? name,
    toServer: (name) => toServer.get(name) ?? name,
  };
}

function toTool({ name: given, description = "", inputSchema }: Tool, name: string): StructuredToolInterface {
  const converted = toModelSchema(inputSchema);
  if (!("schema" in converted))
    throw new RefusedRequest(`The tool "${given}" cannot be used: ${converted.reason}.`);
  return tool(() => "", { name, description, schema: converted.schema });
}
