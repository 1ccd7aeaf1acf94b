import type { Tool } from "@modelcontextprotocol/client";
import { chooseTools } from "./choose-tools.js";

const tool = (name: string, inputSchema: object = {}): Tool => ({
  name,
  inputSchema: { type: "object", ...inputSchema },
});

/** A schema that holds itself so many times. */
function nested(levels: number): object {
  let schema: object = { type: "string" };
  for (let level = 0; level < levels; level++) schema = { type: "array", items: schema };
  return { properties: { list: schema } };
}

describe("chooseTools", () => {
  it("leaves out a tool of which nobody can see the end, and no other", () => {
    const { offered, leftOut } = chooseTools(
      "files",
      [
        tool("a"),
        tool("b", nested(100_000)),
        tool("c", nested(50)),
        { ...tool("d"), _meta: { of: nested(100_000) } },
      ],
      {},
      undefined,
    );
    expect(offered.map(({ definition }) => definition.name)).toEqual(["a", "c"]);
    const reason = "its definition is nested more than 200 levels deep";
    expect(leftOut).toEqual([
      { name: "b", reason },
      { name: "d", reason },
    ]);
  });

  it("shows names that could mislead a person as they are", () => {
    const { leftOut } = chooseTools("files", [tool("re\u202ead")], { exclude: ["*"] }, undefined);
    expect(leftOut).toMatchObject([{ name: "re\\u{202e}ad" }]);
  });

  it("is quick with ten thousand tools", () => {
    const text = "Reads a file, and says what is in it. ".repeat(20);
    const many = Array.from({ length: 10_000 }, (_, index) =>
      tool(`tool_${index}`, { properties: { path: { type: "string", description: `${text}é` } } }),
    );
    const start = process.cpuUsage();
    expect(chooseTools("files", many, { exclude: ["none_*"] }, undefined).offered).toHaveLength(10_000);
    expect(process.cpuUsage(start).user / 1_000).toBeLessThan(5_000);
  });
});
