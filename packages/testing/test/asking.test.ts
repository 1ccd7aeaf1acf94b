import type { ElicitRequest, ElicitResult } from "@modelcontextprotocol/client";
import { connect, kinds } from "./support/connect.js";

const contents: Readonly<Record<string, ElicitResult["content"]>> = {
  name: { name: "Ada" },
  city: { city: "Oslo" },
  day: { day: "2026-12-24" },
};

describe.each(kinds)("tools that ask, $era over $transport", ({ era, transport }) => {
  const asked: ElicitRequest["params"][] = [];
  const answer = (params: ElicitRequest["params"]): ElicitResult => {
    asked.push(params);
    if (params.mode === "url") return { action: "accept" };
    const [field = ""] = Object.keys(params.requestedSchema.properties);
    const content = contents[field];
    return content ? { action: "accept", content } : { action: "decline" };
  };
  let connected: Awaited<ReturnType<typeof connect>>;
  beforeAll(async () => {
    connected = await connect({ era, transport }, answer);
  });
  afterAll(() => connected[Symbol.asyncDispose]());
  beforeEach(() => void asked.splice(0));

  it("ask once", async () => {
    expect(await connected.text("greet_person")).toBe('greeted {"name":"Ada"}');
    expect(asked).toMatchObject([{ message: "What is your name?" }]);
  });

  it("ask twice, the second time by the first answer", async () => {
    expect(await connected.text("plan_trip")).toBe('planned Oslo {"day":"2026-12-24"}');
    expect(asked.map(({ message }) => message)).toEqual(["Where to?", "When to Oslo?"]);
  });

  it("take a no", async () => {
    expect(await connected.text("order", { item: "tea" })).toBe("ordered tea nothing: decline");
  });

  it("send to a URL", async () => {
    expect(await connected.text("connect_account", { url: "https://a.example/x?y=1" })).toBe(
      "connected: accept",
    );
    expect(asked).toMatchObject([{ mode: "url", url: "https://a.example/x?y=1" }]);
  });
});

it.each(["stdio", "sse", "http"] as const)(
  "members_only refuses the first call over %s",
  async (transport) => {
    await using connected = await connect({ transport, tools: ["members_only"] }, () => ({
      action: "accept",
    }));
    const refused = connected.text("members_only", { member: "ada" });
    await expect(refused).rejects.toMatchObject({
      code: -32_042,
      elicitations: [{ mode: "url", url: "https://members.example/join?member=ada", elicitationId: "ada" }],
    });
    expect(await connected.text("members_only", { member: "ada" })).toBe("welcome ada");
  },
);

it("a client that cannot ask gets an error", async () => {
  await using connected = await connect({ tools: ["greet_person"] });
  expect(await connected.text("greet_person")).toContain("Method not found");
});
