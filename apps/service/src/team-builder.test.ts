import { pino } from "pino";
import { defaultServersFile, readSettings } from "./settings.js";
import { teamBuilder } from "./team-builder.js";

const builderFor = (environment: Record<string, string>) =>
  teamBuilder(readSettings({ OPENAI_API_KEY: "key", ...environment }), pino({ level: "silent" }));

describe("teamBuilder", () => {
  beforeAll(() => {
    process.env.OPENAI_API_KEY = "key";
  });

  afterAll(() => {
    delete process.env.OPENAI_API_KEY;
  });

  it("takes the servers of the file that comes with the program", () => {
    const { servers } = builderFor({});

    expect(servers.map(({ name, transport }) => [name, transport])).toEqual([
      ["files", "stdio"],
      ["memory", "stdio"],
      ["weather", "sse"],
    ]);
  });

  it("refuses optional servers that there are not", () => {
    expect(() => builderFor({ OPTIONAL_SERVERS: "weather,wether,map" })).toThrow(
      /OPTIONAL_SERVERS: names "wether", .*the servers are files, memory, weather\n.*names "map"/,
    );
  });

  it("leaves what is wrong with the file to the builder", async () => {
    const builder = builderFor({
      MCP_SERVERS_FILE: `${defaultServersFile}.old`,
      OPTIONAL_SERVERS: "weather",
    });

    await expect(builder.build()).rejects.toThrow("mcp-servers.json.old");
  });

  it("holds the servers of the file to the policy of the environment", async () => {
    const builder = builderFor({
      EGRESS_ALLOWED_HOSTS: "*.example.com, api.example.org",
      EGRESS_PRIVATE_NETWORKS: "10.20.0.0/16",
      EGRESS_HTTPS_ONLY: "false",
    });

    const policy = {
      allowedHosts: ["*.example.com", "api.example.org"],
      allowPrivateNetworks: ["10.20.0.0/16"],
      httpsOnly: false,
    };
    expect(builder.servers.at(-1)).toMatchObject({ name: "weather", egress: policy });
    await expect(builderFor({ EGRESS_PRIVATE_NETWORKS: "lan" }).build()).rejects.toThrow(
      'defaults.egress.allowPrivateNetworks[0]: is not a network: "lan"',
    );
  });

  it("takes models of other providers by their names", async () => {
    await expect(builderFor({ MODEL: "nobody:model" }).build()).rejects.toThrow('"nobody:model"');
  });
});
