import { ConfigurationError, type ConfigurationProblem } from "@mcp-team/transports";
import { defaultServersFile, readSettings } from "./settings.js";

const key = { OPENAI_API_KEY: "key" };

function problemsOf(environment: Record<string, string>): readonly ConfigurationProblem[] {
  try {
    readSettings(environment);
    return [];
  } catch (error) {
    return (error as ConfigurationError).problems;
  }
}

describe("readSettings", () => {
  it("has a default for everything but the key", () => {
    expect(readSettings(key)).toEqual({
      PORT: 8080,
      HOST: "127.0.0.1",
      MCP_SERVERS_FILE: defaultServersFile,
      OPTIONAL_SERVERS: [],
      MODEL: "openai:gpt-4o-mini",
      BODY_LIMIT_BYTES: 1_048_576,
      RUN_TIMEOUT_MS: 120_000,
      DRAIN_TIMEOUT_MS: 30_000,
      LOG_LEVEL: "info",
    });
  });

  it("takes every setting from the environment, and leaves the rest of it alone", () => {
    const environment = {
      PORT: "0",
      HOST: "::1",
      MCP_SERVERS_FILE: "servers.json",
      OPTIONAL_SERVERS: "weather, maps,",
      MODEL: "anthropic:claude:latest",
      BODY_LIMIT_BYTES: "1",
      RUN_TIMEOUT_MS: "1",
      DRAIN_TIMEOUT_MS: "0",
      LOG_LEVEL: "debug",
    };

    expect(readSettings({ ...environment, PATH: "/bin" })).toEqual({
      ...environment,
      PORT: 0,
      OPTIONAL_SERVERS: ["weather", "maps"],
      BODY_LIMIT_BYTES: 1,
      RUN_TIMEOUT_MS: 1,
      DRAIN_TIMEOUT_MS: 0,
    });
  });

  it("takes a variable that is empty as not set", () => {
    expect(readSettings({ ...key, PORT: "", HOST: " " })).toEqual(readSettings(key));
  });

  it.each([
    ["PORT", "abc", 'must be a whole number from 0 to 65535, such as 8080, not "abc"'],
    ["PORT", "65536", 'not "65536"'],
    ["PORT", "-1", 'not "-1"'],
    ["PORT", "80.5", 'not "80.5"'],
    ["PORT", "0x50", 'not "0x50"'],
    ["BODY_LIMIT_BYTES", "0", "must be a whole number of at least 1"],
    ["BODY_LIMIT_BYTES", "1e6", 'not "1e6"'],
    ["RUN_TIMEOUT_MS", "0", "must be a whole number from 1 to 2147483647"],
    ["RUN_TIMEOUT_MS", "2147483648", 'not "2147483648"'],
    ["DRAIN_TIMEOUT_MS", "30s", 'not "30s"'],
    ["MODEL", "gpt-4o-mini", 'must be a "provider:model" such as "openai:gpt-4o-mini", not "gpt-4o-mini"'],
    ["LOG_LEVEL", "loud", 'must be one of fatal, error, warn, info, debug, trace, silent, not "loud"'],
  ])("refuses %s=%s", (name, value, message) => {
    expect(problemsOf({ ...key, [name]: value })).toEqual([
      { path: name, message: expect.stringContaining(message) },
    ]);
  });

  it("reports all problems at once", () => {
    const paths = problemsOf({ PORT: "abc", LOG_LEVEL: "loud", RUN_TIMEOUT_MS: "soon" }).map(
      ({ path }) => path,
    );

    expect(paths).toEqual(["PORT", "RUN_TIMEOUT_MS", "LOG_LEVEL", "OPENAI_API_KEY"]);
  });

  it("asks for the key of OpenAI for its models only", () => {
    expect(problemsOf({})).toMatchObject([{ path: "OPENAI_API_KEY" }]);
    expect(problemsOf({ MODEL: "ollama:llama3" })).toEqual([]);
    expect(() => readSettings({})).toThrow(ConfigurationError);
  });
});
