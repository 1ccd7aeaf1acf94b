import type { ToolMessage } from "@langchain/core/messages";
import { type StructuredToolInterface, tool } from "@langchain/core/tools";
import { z } from "zod";
import { blockFacts } from "../results/block-facts.js";
import { resourceBlock, type StandardBlock } from "../results/content-blocks.js";
import { toToolMessage } from "../results/tool-message.js";
import { resourceToolNames } from "../team/built-in-names.js";
import { describeList } from "./describe-list.js";
import type { TeamResourceContents, TeamResources } from "./team-resources.js";

const server = z.string().optional().describe("The name of a server, to ask it alone");

const listSchema = z.object({
  filter: z
    .string()
    .optional()
    .describe("Words that the address, the name or the description has to have, all of them"),
  server,
  offset: z.number().int().min(0).default(0).describe("How many to pass over, for the next page"),
});

const readSchema = z.object({
  uri: z
    .string()
    .min(1)
    .describe("The address: from list_resources, from a link, or a template that was filled in"),
  server,
});

/** Two tools with which a model finds and reads the resources of all servers. */
export function resourceTools(resources: TeamResources): StructuredToolInterface[] {
  const list = tool(
    async ({ filter = "", offset, server }, { context }) => {
      const scope = { server, context };
      const [items, templates] = await Promise.all([resources.list(scope), resources.templates(scope)]);
      return describeList([...items, ...templates], { filter, offset });
    },
    {
      name: resourceToolNames.list,
      description:
        "Lists the resources that servers offer to read, such as files and records, and templates of addresses.",
      schema: listSchema,
    },
  );
  const read = tool(
    async ({ uri, server }, config): Promise<[Content | ToolMessage, TeamResourceContents | undefined]> => {
      const contents = await resources.read(uri, { server, context: config.context });
      const toolCallId: string | undefined = config.toolCall?.id;
      const content = contentOf(contents);
      if (toolCallId === undefined) return [content, contents];
      const mcp = factsOf(contents);
      return [toToolMessage({ toolCallId, name: read.name, content, metadata: { mcp } }), undefined];
    },
    {
      name: resourceToolNames.read,
      description: "Reads a resource by its address.",
      schema: readSchema,
      responseFormat: "content_and_artifact",
    },
  );
  return [list, read];
}

/** What a server said of the contents, where the content of the message has no place for it. */
function factsOf({ server, contents, _meta }: TeamResourceContents) {
  const blocks = blockFacts(contents.map((resource) => ({ type: "resource", resource })));
  return { server, ...(_meta && { _meta }), blocks };
}

type Content = string | StandardBlock[];

/** One text is a string; what is not text is announced in words, as some providers pass nothing else on. */
function contentOf({ contents }: TeamResourceContents): Content {
  const blocks = contents.map(resourceBlock);
  const [only] = blocks;
  if (blocks.length === 1 && only?.type === "text") return String(only.text);
  if (blocks.some(({ type }) => type === "text")) return blocks;
  const kinds = blocks.map(({ mimeType }) => mimeType).join(", ");
  return [...blocks, { type: "text", text: kinds ? `The resource is: ${kinds}.` : "The resource is empty." }];
}
