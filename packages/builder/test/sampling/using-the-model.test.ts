import { kinds, startTeam, type Test, text } from "./sampling-team.js";

describe.each(kinds)("a %s server over %s that uses the model", (era, transport) => {
  let test: Test;
  beforeAll(async () => {
    test = await startTeam([era, transport], { maxTokens: 100, maxRequestsPerCall: 2 });
  });
  afterAll(() => test[Symbol.asyncDispose]());

  it("gets answers in the middle of its call, round after round", async () => {
    const { answer, ...rest } = await test.run("go twice");
    expect(JSON.parse(answer)).toEqual({
      role: "assistant",
      content: text("Paris"),
      model: expect.stringContaining("gpt-4o-mini"),
      stopReason: "endTurn",
    });
    expect(rest).toEqual({ status: "success", end: "done", ofServer: 2 });
  });

  it("gets an answer in the middle of filling in a prompt", async () => {
    const [message] = await test.team.prompts.get("advise", { purpose: "a holiday" });
    expect(message?.text).toBe("Somebody said: Paris");
  });

  it.each([
    ["three times", "go thrice", "A call may use the model 2 times, and this one has.", 2],
    ["for too much", "go far", "maxTokens is 101, and at most 100 can be had", 0],
    ["for nonsense", "go wrong", "Invalid sampling request", 0],
  ])("is told no when it asks %s, and the run goes on", async (_, content, reason, ofServer) => {
    const answer = expect.stringContaining(reason);
    expect(await test.run(content)).toEqual({ answer, status: "error", end: "done", ofServer });
  });
});

it.each([
  ["legacy", "Method not found"],
  ["modern", "client capabilities do not declare the required capability"],
] as const)("a %s server is not told that it may use the model unless it may", async (era, reason) => {
  await using test = await startTeam([era, "stdio"], undefined);
  const answer = expect.stringContaining(reason);
  expect(await test.run("go twice")).toEqual({ answer, status: "error", end: "done", ofServer: 0 });
});

it("a modern server that never has enough is not asked again", async () => {
  await using test = await startTeam(["modern", "stdio"], { maxRequestsPerCall: 20 });
  const answer = expect.stringContaining('asked for more and more in the middle of tool "sample"');
  expect(await test.run("go on")).toEqual({ answer, status: "error", end: "done", ofServer: 10 });
});
