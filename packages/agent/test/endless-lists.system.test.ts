import { referenceServer } from "@mcp-team/testing";
import { ConnectionError } from "@mcp-team/transports";
import { calls, oddServer, startTeam, toolMessages } from "./support.js";

const good = { kind: "stdio", ...referenceServer({ tools: ["add"] }) } as const;

/** The ways in which a list has no end, and what is said of each. */
const ways = [
  ["same", "page 2 leads back to an earlier one"],
  ["circle", "page 3 leads back to an earlier one"],
  ["counting", "it goes on after 1000 pages"],
  ["crowd", /it has more than \d+ items/],
] as const;

describe("a list that pages for ever", () => {
  it.each(ways)("of tools, %s: is an error that names the server", async (way, why) => {
    const odd = oddServer({ endless: { "tools/list": way } });
    const error = await startTeam({ good, odd }).catch((reason: unknown) => reason);
    expect(ConnectionError.isInstance(error)).toBe(true);
    expect((error as Error).message).toMatch(/^Server "odd" does not end the list of tools: /);
    expect((error as Error).message).toMatch(why);
  });

  it("of tools, where failed servers are skipped: the others work", async () => {
    const odd = oddServer({ endless: { "tools/list": "same" } });
    const script = [calls(["add", { a: 1, b: 2 }]), { content: "ok" }];
    await using test = await startTeam({ good, odd }, { skipFailedServers: true, script });
    // At once, for it is tried again in the background, and is connected until it fails again.
    await expect(test.team.resources.list({ server: "odd" })).rejects.toThrow('"odd" is not connected');
    expect(test.team.servers).toMatchObject([
      { name: "good", state: "ready", tools: ["add"] },
      { name: "odd", lastError: expect.stringContaining("does not end the list of tools") },
    ]);
    expect(toolMessages(await test.ask("go"))).toMatchObject([{ text: "3" }]);
  });

  it.each([
    ["resources/list", "the list of resources"],
    ["resources/templates/list", "the list of resource templates"],
    ["prompts/list", "the list of prompts"],
  ])("of %s: is told in team.servers, the others are listed", async (method, subject) => {
    const odd = oddServer({ endless: { [method]: "circle" } });
    await using test = await startTeam({ good, odd });
    const { resources, prompts } = test.team;
    const list = { "resources/list": resources.list, "resources/templates/list": resources.templates }[
      method
    ];
    const told = new Promise((resolve) => test.team.on("state", resolve));
    const items: readonly { readonly server: string }[] = await (list ?? prompts.list)();
    expect(new Set(items.map(({ server }) => server))).toEqual(new Set(["good"]));
    expect(await told).toMatchObject({
      name: "odd",
      state: "ready",
      problems: [expect.stringContaining(subject)],
    });
    expect(test.team.servers[0]).not.toHaveProperty("problems");
    await expect((list ?? prompts.list)({ server: "odd" })).rejects.toThrow(`"odd" does not end ${subject}`);
  });
});
