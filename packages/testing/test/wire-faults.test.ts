import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { waitFor } from "@mcp-team/testing";
import { connect } from "./support/connect.js";
import { type RunningServer, runServer } from "./support/run-server.js";
import { temporaryFile } from "./support/temporary-file.js";

/** For tests that start several processes one after the other. */
const timeoutMs = 20_000;

const call = (id: number, name: string, input = {}) => ({
  id,
  method: "tools/call",
  params: { name, arguments: input },
});

/** The text in an answer. */
function textOf(line: string | undefined): string {
  return JSON.parse(line ?? "{}").result.content[0].text;
}

describe("a server over stdio", () => {
  let server: RunningServer;
  beforeAll(() => {
    server = runServer({});
  });
  afterAll(async () => {
    server.endInput();
    await server.ended;
  });

  /** The lines that come for a call. */
  async function linesFor(count: number, message: object): Promise<readonly string[]> {
    const before = server.lines.length;
    server.send(message);
    await waitFor(() => server.lines.length === before + count);
    return server.lines.slice(before);
  }

  it("writes half an answer, and then a whole one", async () => {
    const [half, whole] = await linesFor(2, call(1, "half_line", { next: "answer" }));
    expect(() => JSON.parse(half ?? "")).toThrow(SyntaxError);
    expect(textOf(whole)).toBe("answered after half a line");
  });

  it("answers twice, with the same id", async () => {
    const lines = await linesFor(2, call(7, "answer_twice"));
    expect(lines.map((line) => JSON.parse(line).id)).toEqual([7, 7]);
    expect(lines.map(textOf)).toEqual(["the first answer", "the second answer"]);
  });

  it("answers a request that nobody sent, then its own", async () => {
    const lines = await linesFor(2, call(8, "wrong_id"));
    expect(lines.map((line) => JSON.parse(line).id)).toEqual(["nobody-asked", 8]);
  });

  it("takes memory that stays taken", async () => {
    const before = await residentMb(server.pid);
    await linesFor(1, call(9, "allocate", { mb: 100 }));
    expect((await residentMb(server.pid)) - before).toBeGreaterThan(80);
  });

  it("writes half an answer, and ends", async () => {
    const [half] = await linesFor(1, call(1, "half_line"));
    expect(half).toMatch(/^\{"jsonrpc":"2.0","id":1,/);
    expect(() => JSON.parse(half ?? "")).toThrow(SyntaxError);
    expect(await server.ended).toMatchObject({ code: 1 });
  });
});

describe.each([
  { era: "modern", transport: "stdio" },
  { era: "legacy", transport: "sse" },
] as const)("a $era client over $transport", (kind) => {
  it("gets the answers to nobody, and those that come twice", async () => {
    await using connected = await connect(kind);
    const errors: string[] = [];
    connected.client.onerror = ({ message }) => errors.push(message);
    expect(await connected.text("wrong_id")).toBe("answered");
    expect(await connected.text("answer_twice")).toBe("the first answer");
    await waitFor(() => errors.length === 2);
    expect(errors[0]).toContain("nobody-asked");
  });
});

describe("floodStderr", () => {
  it("writes a megabyte at the start, and again for each call", async () => {
    const server = runServer({ floodStderr: true });
    server.send(call(1, "echo", { text: "above the noise" }));
    await waitFor(() => server.lines.length === 1);
    expect(textOf(server.lines[0])).toBe("above the noise");
    server.endInput();
    const { stderr } = await server.ended;
    expect(stderr.length).toBeGreaterThanOrEqual(2 * 1024 * 1024);
    expect(Math.max(...stderr.split("\n").map(({ length }) => length))).toBeLessThan(100);
  });
});

describe("toolsFromFile", () => {
  it(
    "is read at each start",
    async () => {
      await using file = await temporaryFile("tools.txt");
      const names = async () => {
        await using connected = await connect({ toolsFromFile: file.path });
        return (await connected.client.listTools()).tools.map(({ name }) => name);
      };
      await writeFile(file.path, "echo\nadd\n");
      expect(await names()).toEqual(["echo", "add"]);
      await writeFile(file.path, "add sleep");
      expect(await names()).toEqual(["add", "sleep"]);
    },
    timeoutMs,
  );

  it(
    "is refused when it cannot be read, or names a tool that is not there",
    async () => {
      await using file = await temporaryFile("tools.txt");
      const refused = async () => runServer({ toolsFromFile: file.path }).ended;
      expect(await refused()).toEqual({
        code: 2,
        stderr: expect.stringMatching(/^reference server: toolsFromFile: \S+ cannot be read \(ENOENT/),
      });
      await writeFile(file.path, "echo fly");
      expect(await refused()).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('this server has no tool "fly"'),
      });
    },
    timeoutMs,
  );
});

async function residentMb(pid: number): Promise<number> {
  const { stdout } = await promisify(execFile)("ps", ["-o", "rss=", "-p", String(pid)]);
  return Number(stdout) / 1024;
}

describe("descriptionsFromFile", () => {
  it(
    "gives tools other descriptions at each start, and is refused when it cannot be used",
    async () => {
      await using file = await temporaryFile("descriptions.json");
      const refused = () => runServer({ tools: ["echo"], descriptionsFromFile: file.path }).ended;
      expect(await refused()).toMatchObject({ code: 2, stderr: expect.stringMatching(/cannot be read/) });
      await writeFile(file.path, '{ "fly": "Flies." }');
      expect(await refused()).toMatchObject({ code: 2, stderr: expect.stringMatching(/no tool "fly"/) });
      await writeFile(file.path, '{ "echo": "Shouts." }');
      await using connected = await connect({ tools: ["echo"], descriptionsFromFile: file.path });
      expect((await connected.client.listTools()).tools).toMatchObject([{ description: "Shouts." }]);
    },
    timeoutMs,
  );
});
