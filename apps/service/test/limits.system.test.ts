import { setTimeout as delay } from "node:timers/promises";
import { tool } from "@langchain/core/tools";
import { z } from "zod";
import { allEventsOf, invoke, post } from "./support/http.js";
import { runningService } from "./support/running-service.js";

describe("the limit of the body", () => {
  it("refuses a larger body with 413, and takes one that fits", async () => {
    await using service = await runningService({ bodyLimitBytes: 200 });
    const fitting = "x".repeat(200 - JSON.stringify({ input: "" }).length);

    const [fits, tooLarge] = await Promise.all([
      invoke(service.url, { input: fitting }),
      invoke(service.url, { input: `${fitting}x` }),
    ]);

    expect(fits.status).toBe(200);
    expect(tooLarge.status).toBe(413);
    expect(tooLarge.body.error.code).toBe("BODY_TOO_LARGE");
  });
});

describe("the limit of the run time", () => {
  it("aborts the run, answers with 504, and serves the next request", async () => {
    await using service = await runningService({ runTimeoutMs: 500 });

    const late = await invoke(service.url, { input: 'call sleep {"ms":20000}' });

    expect(late.status).toBe(504);
    expect(late.body.error).toEqual({
      code: "RUN_TIMEOUT",
      message: expect.stringContaining("longer than 500 ms"),
    });
    await service.called("cancelled");
    const next = await invoke(service.url, { input: "hello" });
    expect(next.body.answer).toBe("You said: hello");
  });

  it("holds for a local tool that does not listen to the signal", async () => {
    const deaf = tool(async () => delay(3_000, "done", { ref: false }), {
      name: "deaf",
      description: "Sleeps whatever happens.",
      schema: z.object({}),
    });
    await using service = await runningService({ runTimeoutMs: 300 }, { tools: [deaf] });
    const before = Date.now();

    const { status } = await invoke(service.url, { input: "call deaf {}" });

    expect(status).toBe(504);
    expect(Date.now() - before).toBeLessThan(2_000);
  });

  it("ends a stream with an error event", async () => {
    await using service = await runningService({ runTimeoutMs: 500 });

    const response = await post(`${service.url}/stream`, { input: 'call sleep {"ms":20000}' });
    const events = await allEventsOf(response);

    expect(events.at(-1)).toEqual({
      event: "error",
      data: { error: { code: "RUN_TIMEOUT", message: expect.any(String) }, requestId: expect.any(String) },
    });
    await service.called("cancelled");
  });
});

describe("the thread of a conversation", () => {
  const threadTool = tool(async (_input, config) => String(config.configurable?.thread_id), {
    name: "thread",
    description: "Answers with the thread of the run.",
    schema: z.object({}),
  });

  it("reaches the team, where a checkpointer finds it", async () => {
    await using service = await runningService({}, { tools: [threadTool] });

    const named = await invoke(service.url, { input: "call thread {}", threadId: "visit-7" });
    const unnamed = await invoke(service.url, { input: "call thread {}" });

    expect(named.body.answer).toBe("The tool said: visit-7");
    expect(unnamed.body.answer).toMatch(/^The tool said: [0-9a-f-]{36}$/);
  });
});
