import type { Library } from "./library.js";

/** How a library is shown, found and loaded. */
export interface LibraryEntry {
  readonly title: string;
  /** The package whose version is shown, where there is one. */
  readonly package?: string;
  /** Whether it is one of `bench/peers`, which the workspace does not install. */
  readonly isPeer?: boolean;
  /** What a program that uses it imports. */
  readonly imports: readonly string[];
  /** Loaded when it is measured: no library pays for another one. */
  load(): Promise<Library>;
}

/** What is compared, by name. */
export const libraries = {
  "hand-written": {
    title: "hand-written client",
    imports: ["node:child_process", "node:http"],
    load: async () => (await import("./libraries/hand-written/hand-written.js")).handWritten,
  },
  "sdk-1": {
    title: "SDK 1.x client",
    package: "@modelcontextprotocol/sdk",
    imports: [
      "@modelcontextprotocol/sdk/client/index.js",
      "@modelcontextprotocol/sdk/client/stdio.js",
      "@modelcontextprotocol/sdk/client/sse.js",
      "@modelcontextprotocol/sdk/client/streamableHttp.js",
    ],
    load: async () => (await import("./libraries/sdk-1.js")).sdk1,
  },
  "sdk-2": {
    title: "SDK 2.x client",
    package: "@modelcontextprotocol/client",
    imports: ["@modelcontextprotocol/client", "@modelcontextprotocol/client/stdio"],
    load: async () => (await import("./libraries/sdk-2.js")).sdk2,
  },
  "mcp-adapters": {
    title: "LangChain mcp-adapters",
    package: "@langchain/mcp-adapters",
    imports: ["@langchain/mcp-adapters"],
    load: async () => (await import("./libraries/mcp-adapters.js")).mcpAdapters,
  },
  "mcp-use": {
    title: "mcp-use",
    package: "mcp-use",
    isPeer: true,
    imports: ["mcp-use"],
    load: async () => (await import("./libraries/mcp-use.js")).mcpUse,
  },
  "ai-sdk": {
    title: "AI SDK",
    package: "@ai-sdk/mcp",
    isPeer: true,
    imports: ["@ai-sdk/mcp", "@ai-sdk/mcp/mcp-stdio"],
    load: async () => (await import("./libraries/ai-sdk.js")).aiSdk,
  },
  mastra: {
    title: "Mastra",
    package: "@mastra/mcp",
    isPeer: true,
    imports: ["@mastra/mcp"],
    load: async () => (await import("./libraries/mastra.js")).mastra,
  },
  "openai-agents": {
    title: "OpenAI Agents",
    package: "@openai/agents",
    isPeer: true,
    imports: ["@openai/agents"],
    load: async () => (await import("./libraries/openai-agents.js")).openaiAgents,
  },
  "mcp-team": {
    title: "mcp-team",
    package: "@mcp-team/builder",
    imports: ["@mcp-team/builder"],
    load: async () => (await import("./libraries/mcp-team.js")).mcpTeam,
  },
} as const satisfies Record<string, LibraryEntry>;

export type LibraryName = keyof typeof libraries;

/** @throws RangeError when there is no library of the name */
export function libraryNamed(name: string): LibraryEntry {
  if (Object.hasOwn(libraries, name)) return libraries[name as LibraryName];
  throw new RangeError(`There is no library "${name}".`);
}
