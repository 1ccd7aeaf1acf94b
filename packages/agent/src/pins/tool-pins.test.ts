import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Tool } from "@modelcontextprotocol/client";
import { ToolPins, type ToolPinsOptions } from "./tool-pins.js";

const tool = (name: string, description = "As it was."): Tool => ({
  name,
  description,
  inputSchema: { type: "object" },
});

/** Pins in a file of their own, which know the tools a and b of one server. */
async function pinned(options?: ToolPinsOptions) {
  const file = join(mkdtempSync(join(tmpdir(), "pins-")), "pins.json");
  const first = ToolPins.read(file);
  first.review("files", [tool("a"), tool("b")]);
  await first.save();
  const pins = ToolPins.read(file, options);
  /** The names of the tools that are refused. */
  const review = (tools: Tool[], server = "files") =>
    [...pins.review(server, tools).keys()].map(({ name, description }) => `${name}: ${description}`);
  return { file, pins, review };
}

describe("ToolPins", () => {
  it("accepts one change of a tool, not whatever comes after it", async () => {
    const { pins, review } = await pinned({ accept: ["files/a"] });
    expect(review([tool("a", "Better."), tool("b", "Better.")])).toEqual(["b: Better."]);
    expect(review([tool("a", "Better."), tool("b")])).toEqual([]);
    expect(review([tool("a", "Evil.")])).toEqual(["a: Evil."]);
    expect(pins.changes).toMatchObject([{ tool: "a", before: { definition: { description: "Better." } } }]);
  });

  it("keeps the pin of a tool that is gone", async () => {
    const { review } = await pinned();
    expect(review([tool("b")])).toEqual([]);
    expect(review([tool("a", "Evil."), tool("b")])).toEqual(["a: Evil."]);
  });

  it("takes the first of two tools with one name, and refuses the other", async () => {
    const { review } = await pinned();
    expect(review([tool("c", "One."), tool("c", "Two.")])).toEqual(["c: Two."]);
  });

  it("pins the first list of another server, also where new tools are refused", async () => {
    const { pins, review } = await pinned({ newTools: "refuse" });
    expect(review([tool("a", "Other.")], "mail")).toEqual([]);
    expect(review([tool("a", "Other."), tool("b")], "mail")).toEqual(["b: As it was."]);
    expect(review([tool("a"), tool("b"), tool("c")])).toEqual(["c: As it was."]);
    expect(pins.changes.map(({ server, tool: name, kind }) => `${server}/${name} ${kind}`)).toEqual([
      "mail/b new",
      "files/c new",
    ]);
  });

  it("keeps what others write into the file at the same time", async () => {
    const { file } = await pinned();
    const others = Array.from({ length: 20 }, (_, index) => {
      const pins = ToolPins.read(file);
      pins.review(`server ${index}`, [tool("a")]);
      return pins;
    });
    await Promise.all(others.map((pins) => pins.save()));
    const { servers } = JSON.parse(readFileSync(file, "utf8"));
    expect(Object.keys(servers)).toHaveLength(21);
  });

  it("writes once for all that came at the same time, and nothing when nothing is new", async () => {
    const { file, pins } = await pinned();
    pins.review("files", [tool("c")]);
    await Promise.all([pins.save(), pins.save()]);
    const { servers } = JSON.parse(readFileSync(file, "utf8"));
    expect(Object.keys(servers.files)).toEqual(["a", "b", "c"]);
    writeFileSync(file, "not touched");
    await pins.save();
    expect(readFileSync(file, "utf8")).toBe("not touched");
  });

  it("writes nothing over a file that was broken in the meantime, and tries again", async () => {
    const { file, pins } = await pinned();
    const before = readFileSync(file, "utf8");
    pins.review("files", [tool("c")]);
    writeFileSync(file, "broken");
    await expect(pins.save()).rejects.toMatchObject({ code: "CONFIGURATION" });
    expect(readFileSync(file, "utf8")).toBe("broken");
    writeFileSync(file, before);
    await pins.save();
    expect(readFileSync(file, "utf8")).toContain('"c"');
  });
});
