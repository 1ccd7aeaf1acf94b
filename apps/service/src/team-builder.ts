import { ChatOpenAI } from "@langchain/openai";
import { type LlmOption, MCPTeamBuilder } from "@mcp-team/builder";
import { ConfigurationError, type EgressPolicy } from "@mcp-team/transports";
import type { Logger } from "pino";
import type { Settings } from "./settings.js";

const prompt =
  "You are a careful operations assistant. Use the tools to find out what you do not know, and say so when they fail.";

/**
 * Sets up the team that the program serves. Nothing is started yet.
 *
 * @throws ConfigurationError when `OPTIONAL_SERVERS` names a server that there is not
 */
export function teamBuilder(settings: Settings, logger: Logger): MCPTeamBuilder {
  const { MODEL, MCP_SERVERS_FILE, OPTIONAL_SERVERS } = settings;
  const builder = new MCPTeamBuilder("service")
    .withLlm(modelOf(MODEL))
    .withPrompt(prompt)
    .withMcpServers(MCP_SERVERS_FILE)
    .withDefaults({ egress: egressOf(settings) })
    .withLogger(logger)
    .skipFailedServers(OPTIONAL_SERVERS.length > 0);
  assertKnown(
    OPTIONAL_SERVERS,
    builder.servers.map(({ name }) => name),
  );
  return builder;
}

/** The file of the servers may not say it. */
function egressOf(settings: Settings): EgressPolicy {
  const { EGRESS_ALLOWED_HOSTS: allowedHosts, EGRESS_PRIVATE_NETWORKS: allowPrivateNetworks } = settings;
  return {
    ...(allowedHosts.length > 0 && { allowedHosts }),
    ...(allowPrivateNetworks.length > 0 && { allowPrivateNetworks }),
    ...(settings.EGRESS_HTTPS_ONLY !== undefined && { httpsOnly: settings.EGRESS_HTTPS_ONLY }),
  };
}

/** OpenAI's package comes with the service; LangChain loads that of any other provider, where it is installed. */
function modelOf(model: string): LlmOption {
  const [, name] = /^openai:(.+)$/.exec(model) ?? [];
  return name === undefined ? model : new ChatOpenAI({ model: name });
}

function assertKnown(optional: readonly string[], servers: readonly string[]): void {
  // A file that could not be read has no servers, and the builder says why.
  if (servers.length === 0) return;
  const problems = optional
    .filter((name) => !servers.includes(name))
    .map((name) => ({
      path: "OPTIONAL_SERVERS",
      message: `names ${JSON.stringify(name)}, and there is no such server: the servers are ${servers.join(", ")}`,
    }));
  if (problems.length > 0) throw new ConfigurationError(problems);
}
