import fc from "fast-check";
import { name } from "../fields/name.js";
import { deriveName } from "./derive-name.js";

describe("deriveName", () => {
  it.each([
    [{ command: "node", args: ["tools/files.js"] }, "files"],
    [{ command: "/usr/bin/node", args: ["--no-warnings", "/opt/weather/server.mjs", "--verbose"] }, "server"],
    [{ command: "node", args: ["/opt/weather/dist/index.js"] }, "dist"],
    [{ command: "python3", args: ["-u", "servers/notes.py"] }, "notes"],
    [{ command: "python3.11", args: ["-m", "mcp_notes"] }, "mcp_notes"],
    [{ command: "npx", args: ["-y", "@modelcontextprotocol/server-memory"] }, "server-memory"],
    [{ command: "npx", args: ["-y", "@scope/files@1.2.3"] }, "files"],
    [{ command: "npx", args: ["files@latest"] }, "files"],
    [{ command: "pnpm", args: ["dlx", "files"] }, "files"],
    [{ command: "deno", args: ["run", "-A", "files.ts"] }, "files"],
    [{ command: "sh", args: ["-c", "node a.js & wait"] }, "sh"],
    [{ command: "/opt/bin/my-server", args: ["x"] }, "my-server"],
    [{ command: "files.exe" }, "files"],
    [{ command: "日本語" }, "server"],
    [{ command: "" }, undefined],
    [{ url: "https://api.example.com/sse?token=x" }, "api-example-com"],
    [{ url: new URL("http://127.0.0.1:8000/mcp") }, "127-0-0-1-8000"],
    [{ url: ["http://a.example/", "http://b.example/"] }, "a-example"],
    [{ url: "http://[::1]/" }, "1"],
    [{ url: "localhost:8000/sse" }, undefined],
    [{}, undefined],
    [undefined, undefined],
  ])("names %j %j", (server, derived) => {
    expect(deriveName(server)).toBe(derived);
  });

  it.each([
    [{ command: `node server.js --token ${testSecret("derive-name")}` }, "node"],
    [{ command: "npx", args: ["--token", testSecret("derive-name"), "files"] }, "files"],
    [
      { command: "uvx", args: ["--from", `git+https://me:${testSecret("derive-name")}@h/x`, "notes"] },
      "notes",
    ],
    [{ url: `https://me:${testSecret("derive-name")}@h/${testSecret("derive-name")}` }, "h"],
  ])("takes nothing secret from %j into the name", (server, derived) => {
    expect(deriveName(server)).toBe(derived);
  });

  it("makes valid names of whatever is there", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.array(fc.string()), (command, args) => {
        const derived = deriveName({ command, args });
        return derived === undefined ? command.trim() === "" : name.safeParse(derived).success;
      }),
    );
  });
});
