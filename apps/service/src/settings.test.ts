import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigurationError, type ConfigurationProblem } from "@mcp-team/transports";
import { defaultServersFile, readSettings } from "./settings.js";

const ann = "a".repeat(20);
const hash = `sha256:${"0".repeat(64)}`;
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
      EGRESS_ALLOWED_HOSTS: [],
      EGRESS_PRIVATE_NETWORKS: [],
      MODEL: "openai:gpt-4o-mini",
      BODY_LIMIT_BYTES: 1_048_576,
      RUN_TIMEOUT_MS: 120_000,
      DRAIN_TIMEOUT_MS: 30_000,
      LOG_LEVEL: "info",
      guard: {},
    });
  });

  it("takes every setting from the environment, and leaves the rest of it alone", () => {
    const environment = {
      PORT: "0",
      HOST: "::1",
      MCP_SERVERS_FILE: "servers.json",
      OPTIONAL_SERVERS: "weather, maps,",
      EGRESS_ALLOWED_HOSTS: "*.example.com",
      EGRESS_PRIVATE_NETWORKS: "10.0.0.0/8, fd00::/8",
      EGRESS_HTTPS_ONLY: "false",
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
      EGRESS_ALLOWED_HOSTS: ["*.example.com"],
      EGRESS_PRIVATE_NETWORKS: ["10.0.0.0/8", "fd00::/8"],
      EGRESS_HTTPS_ONLY: false,
      BODY_LIMIT_BYTES: 1,
      RUN_TIMEOUT_MS: 1,
      DRAIN_TIMEOUT_MS: 0,
      guard: {},
    });
  });

  it("takes who may ask, and how often, from the environment", () => {
    const environment = {
      HOST: "0.0.0.0",
      API_KEYS: `ann=${ann}, bob=${hash}`,
      JWT_JWKS_URL: "https://login.example.com/jwks",
      JWT_ISSUER: "https://login.example.com",
      JWT_AUDIENCE: "team, other",
      JWT_SCOPES: "team:use",
      PUBLIC_URL: "https://team.example.com",
      ALLOWED_HOSTS: "team.example.com",
      ALLOWED_ORIGINS: "https://app.example.com",
      CORS: "true",
      ALLOWED_IPS: "10.0.0.0/8, ::1",
      TRUSTED_PROXIES: "127.0.0.1",
      RATE_LIMIT: "60",
      MAX_CONCURRENT: "10",
      MAX_CONCURRENT_PER_CALLER: "2",
    };

    expect(readSettings({ ...key, ...environment }).guard).toEqual({
      auth: {
        keys: { ann, bob: hash },
        jwt: {
          jwksUrl: "https://login.example.com/jwks",
          issuer: "https://login.example.com",
          audience: ["team", "other"],
          algorithms: ["RS256", "PS256", "ES256", "EdDSA"],
          requiredScopes: ["team:use"],
          resource: "https://team.example.com",
        },
      },
      allowedHosts: ["team.example.com"],
      allowedOrigins: ["https://app.example.com"],
      cors: true,
      allowedIps: ["10.0.0.0/8", "::1"],
      trustedProxies: ["127.0.0.1"],
      rateLimit: { requests: 60, perMs: 60_000 },
      maxConcurrent: 10,
      maxConcurrentPerCaller: 2,
    });
  });

  it("reads keys from the lines of a file", () => {
    const folder = mkdtempSync(join(tmpdir(), "keys-"));
    const file = join(folder, "keys");
    writeFileSync(file, `# of the team\nann=${ann}\r\n\nbob=${hash}\n`);
    expect(readSettings({ ...key, API_KEYS_FILE: file }).guard.auth?.keys).toEqual({ ann, bob: hash });
    writeFileSync(file, `ann=${ann}\nhunter2-hunter2-hunter2\nann=${ann}x\n`);
    const problems = problemsOf({ ...key, API_KEYS_FILE: file });
    expect(problems).toEqual([
      { path: "API_KEYS_FILE", message: "has an entry 2 that is no name=key" },
      { path: "API_KEYS_FILE", message: 'has two keys of "ann": give each a name of its own' },
    ]);
    rmSync(folder, { recursive: true });
    expect(problemsOf({ ...key, API_KEYS_FILE: file })).toMatchObject([
      { path: "API_KEYS_FILE", message: expect.stringContaining("cannot be read") },
    ]);
  });

  it.each<[Record<string, string>, string, string]>([
    [{ HOST: "0.0.0.0" }, "HOST", "nothing checks who they are: set API_KEYS"],
    [{ HOST: "0.0.0.0", ALLOW_REMOTE: "true" }, "ALLOWED_HOSTS", "is missing"],
    [{ HOST: "::", API_KEYS: `ann=${"k".repeat(16)}` }, "ALLOWED_HOSTS", "is missing"],
    [{ ALLOW_REMOTE: "yes" }, "ALLOW_REMOTE", 'must be true or false, not "yes"'],
    [{ API_KEYS: "ann=hunter2" }, "API_KEYS", "too easy to guess"],
    [{ API_KEYS: "hunter2-hunter2-hunter2" }, "API_KEYS", "has an entry 1 that is no name=key"],
    [{ API_KEYS: "a=b", API_KEYS_FILE: "x" }, "API_KEYS_FILE", "set one of them"],
    [{ JWT_ISSUER: "x", JWT_AUDIENCE: "x" }, "JWT_JWKS_URL", "not undefined"],
    [{ ALLOWED_IPS: "10.0.0.0/99" }, "ALLOWED_IPS", 'not ["10.0.0.0/99"]'],
    [{ RATE_LIMIT: "fast" }, "RATE_LIMIT", 'must be a number of requests, not "fast"'],
    [{ RATE_LIMIT: "1", RATE_LIMIT_WINDOW_MS: "1m" }, "RATE_LIMIT_WINDOW_MS", 'not "1m"'],
  ])("refuses %j, and shows no key", (environment, path, message) => {
    const problems = problemsOf({ ...key, ...environment });
    expect(problems).toEqual([{ path, message: expect.stringContaining(message) }]);
    expect(JSON.stringify(problems)).not.toContain("hunter2");
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
