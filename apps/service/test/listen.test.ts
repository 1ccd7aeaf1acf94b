import { ConfigurationError } from "@mcp-team/transports";
import Fastify from "fastify";
import { listen } from "../src/listen.js";
import { readSettings } from "../src/settings.js";

const settingsWith = (environment: Record<string, string>) =>
  readSettings({ OPENAI_API_KEY: "key", PORT: "0", ...environment });

/** Listens, and gives what was warned about. */
async function warningsOf(environment: Record<string, string>): Promise<string[]> {
  const lines: string[] = [];
  const app = Fastify({ logger: { level: "warn", stream: { write: (line) => void lines.push(line) } } });
  try {
    await listen(app, settingsWith(environment));
    return lines.map((line) => JSON.parse(line).msg);
  } finally {
    await app.close();
  }
}

describe("listen", () => {
  it.each(["127.0.0.1", "127.0.0.2", "localhost"])("listens on %s without a warning", async (HOST) => {
    expect(await warningsOf({ HOST })).toEqual([]);
  });

  it("warns that it is open to everybody where it is, and not where it asks for keys", async () => {
    const remote = { HOST: "0.0.0.0", ALLOWED_HOSTS: "team.example.com" };
    const warnings = await warningsOf({ ...remote, ALLOW_REMOTE: "true" });
    expect(warnings).toEqual([expect.stringContaining("without keys or tokens")]);
    expect(await warningsOf({ ...remote, API_KEYS: "ann=0123456789abcdef" })).toEqual([]);
  });

  it("says that a port is in use", async () => {
    const first = Fastify();
    const { port } = new URL(await first.listen({ host: "127.0.0.1", port: 0 }));

    const second = warningsOf({ PORT: port });

    await expect(second).rejects.toThrow(`PORT: ${port} is in use on 127.0.0.1`);
    await expect(second).rejects.toThrow(ConfigurationError);
    await first.close();
  });

  it("says that an address is none of this machine", async () => {
    const elsewhere = { HOST: "192.0.2.1", ALLOW_REMOTE: "true", ALLOWED_HOSTS: "x" };
    await expect(warningsOf(elsewhere)).rejects.toThrow('HOST: "192.0.2.1" cannot be listened on');
  });
});
